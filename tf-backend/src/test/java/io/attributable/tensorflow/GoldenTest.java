package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Mode;
import io.attributable.Optimisation;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.WeightSource;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Attributions against arrays that Python made, with weights frozen and read as variables. */
class GoldenTest {
  private static final int PORTION = 8;

  @TestFactory
  Stream<DynamicContainer> frozen() {
    return all(WeightSource.FROZEN, golden -> true);
  }

  /**
   * How weights are read does not depend on the layer: one case of many layers shows it best. Loops
   * stay loops here, which they are not where weights are constants.
   */
  @TestFactory
  Stream<DynamicContainer> variables() {
    return all(
        WeightSource.VARIABLES,
        golden ->
            golden.mode() == Mode.GLOBAL
                && golden.error().isEmpty()
                && (golden.layers().size() > 1 || !hasLargeCases(golden.model())));
  }

  private static boolean hasLargeCases(String model) {
    return Fixtures.cases(model).stream().anyMatch(golden -> golden.layers().size() > 1);
  }

  private static Stream<DynamicContainer> all(WeightSource weights, Predicate<GoldenCase> wanted) {
    assertThat(Fixtures.modelsWithCases()).isNotEmpty();
    return Fixtures.modelsWithCases().stream()
        .flatMap(model -> portions(model, wanted))
        .map(portion -> container(portion, weights));
  }

  /** Each is loaded anew: TensorFlow optimises every plan beside all others of its session. */
  private static Stream<List<GoldenCase>> portions(String model, Predicate<GoldenCase> wanted) {
    List<GoldenCase> cases =
        Fixtures.cases(model).stream().filter(wanted).filter(GoldenCheck::isServed).toList();
    return IntStream.range(0, (cases.size() + PORTION - 1) / PORTION)
        .mapToObj(i -> cases.subList(i * PORTION, Math.min((i + 1) * PORTION, cases.size())));
  }

  private static ModelOptions options(WeightSource weights) {
    ModelOptions options = ModelOptions.defaults().weights(weights);
    return weights == WeightSource.FROZEN
        ? options
        : options.optimisations(EnumSet.complementOf(EnumSet.of(Optimisation.UNROLLED_LOOPS)));
  }

  private static DynamicContainer container(List<GoldenCase> cases, WeightSource weights) {
    String model = cases.get(0).model();
    ModelOptions options = options(weights);
    AttributableModel loaded = AttributableModel.load(Fixtures.model(model), options);
    Stream<DynamicTest> tests =
        cases.stream()
            .map(
                golden ->
                    DynamicTest.dynamicTest(golden.id(), () -> GoldenCheck.check(loaded, golden)));
    DynamicTest close = DynamicTest.dynamicTest("closes", loaded::close);
    return DynamicContainer.dynamicContainer(
        model + " from " + cases.get(0).id(), Stream.concat(tests, Stream.of(close)));
  }
}
