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
        .map(model -> cases(model, wanted))
        .filter(cases -> !cases.isEmpty())
        .map(cases -> container(cases, weights));
  }

  private static List<GoldenCase> cases(String model, Predicate<GoldenCase> wanted) {
    return Fixtures.cases(model).stream().filter(wanted).filter(GoldenCheck::isServed).toList();
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
        GoldenGroup.of(cases).stream()
            .map(group -> DynamicTest.dynamicTest(group.name(), () -> group.check(loaded)));
    DynamicTest close = DynamicTest.dynamicTest("closes", loaded::close);
    return DynamicContainer.dynamicContainer(model, Stream.concat(tests, Stream.of(close)));
  }
}
