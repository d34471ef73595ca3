package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Optimisation;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.WeightSource;
import io.attributable.testing.Fixtures;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Methods beside gradient × activation, against what Python made of gradients of the live models.
 * What the optimiser does to a plan, and whether loops stay loops, makes no difference.
 */
class MethodGoldensTest {
  private static final Set<Optimisation> WITHOUT_UNROLLING =
      EnumSet.complementOf(EnumSet.of(Optimisation.UNROLLED_LOOPS));

  @TestFactory
  Stream<DynamicContainer> asTheyAre() {
    return all(ModelOptions.defaults());
  }

  @TestFactory
  Stream<DynamicContainer> withVariables() {
    return all(
        ModelOptions.defaults().weights(WeightSource.VARIABLES).optimisations(WITHOUT_UNROLLING));
  }

  @TestFactory
  Stream<DynamicContainer> frozenWithoutUnrolling() {
    return all(
        ModelOptions.defaults().weights(WeightSource.FROZEN).optimisations(WITHOUT_UNROLLING));
  }

  @TestFactory
  Stream<DynamicContainer> asTheTapeWroteThem() {
    return all(ModelOptions.defaults().optimisations(Set.of()));
  }

  private static Stream<DynamicContainer> all(ModelOptions options) {
    List<String> models = Fixtures.modelsWithMethodCases();
    assertThat(models).isNotEmpty();
    return models.stream().map(model -> container(model, options));
  }

  private static DynamicContainer container(String name, ModelOptions options) {
    AttributableModel model = AttributableModel.load(Fixtures.model(name), options);
    Stream<DynamicTest> tests =
        Fixtures.methodCases(name).stream()
            .map(
                wanted ->
                    DynamicTest.dynamicTest(
                        wanted.golden().id(), () -> GoldenCheck.check(model, wanted)));
    DynamicTest close = DynamicTest.dynamicTest("closes", model::close);
    return DynamicContainer.dynamicContainer(name, Stream.concat(tests, Stream.of(close)));
  }
}
