package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Mode;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Attributions against arrays that Python made, with weights frozen and read as variables. */
class GoldenTest {
  @TestFactory
  Stream<DynamicContainer> frozen() {
    return all(WeightSource.FROZEN, golden -> true);
  }

  @TestFactory
  Stream<DynamicContainer> variables() {
    return all(
        WeightSource.VARIABLES, golden -> golden.mode() == Mode.GLOBAL && golden.error().isEmpty());
  }

  private static Stream<DynamicContainer> all(WeightSource weights, Predicate<GoldenCase> wanted) {
    assertThat(Fixtures.modelsWithCases()).isNotEmpty();
    return Fixtures.modelsWithCases().stream()
        .flatMap(
            model ->
                signatures(model).map(signature -> container(model, signature, weights, wanted)));
  }

  /** Each is loaded anew: TensorFlow optimises every plan beside all others of its session. */
  private static Stream<String> signatures(String model) {
    return Fixtures.cases(model).stream().map(GoldenCase::signature).distinct();
  }

  private static DynamicContainer container(
      String model, String signature, WeightSource weights, Predicate<GoldenCase> wanted) {
    ModelOptions options = ModelOptions.defaults().weights(weights);
    AttributableModel loaded = AttributableModel.load(Fixtures.model(model), options);
    Stream<DynamicTest> tests =
        Fixtures.cases(model).stream()
            .filter(golden -> golden.signature().equals(signature))
            .filter(wanted)
            .filter(GoldenCheck::isServed)
            .map(
                golden ->
                    DynamicTest.dynamicTest(golden.id(), () -> GoldenCheck.check(loaded, golden)));
    DynamicTest close = DynamicTest.dynamicTest("closes", loaded::close);
    return DynamicContainer.dynamicContainer(
        model + " " + signature, Stream.concat(tests, Stream.of(close)));
  }
}
