package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.AttributionMethod;
import io.attributable.Methods;
import io.attributable.Target;
import io.attributable.testing.Fixtures;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * Paths through layers right in front of ops whose gradient their author wrote. That gradient has
 * captured what the layer gives; on a path it has to see what stands there instead.
 */
class SavedGradientPathTest {
  private static final int EXAMPLES = 2;
  private static final AttributionMethod GRADIENT = Methods.of("saliency", Map.of("signed", true));

  /** The only point of one left step is the baseline. */
  @ParameterizedTest
  @CsvSource({
    "k3_cnn, batch_normalization, image, 10x10x3",
    "k2_save_cnn, batch_normalization, image, 10x10x3",
    "k3_custom_gradients, before, x, 4",
    "k3_custom_gradients, between, x, 4",
  })
  void oneStepFromTheBaselineHasTheGradientThere(
      String name, String layer, String input, String sizes) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      Random random = new Random(5);
      FloatNdArray given = array(sizes, random::nextGaussian);
      FloatNdArray baseline = array(sizes, () -> 0.25);
      double[] slopes = explained(model, layer, input, baseline, GRADIENT);
      double[] at = explained(model, layer, input, given, Methods.of("activation"));
      double[] from = explained(model, layer, input, baseline, Methods.of("activation"));
      double[] path =
          explained(
              model,
              layer,
              input,
              given,
              Methods.of(
                  "integrated-gradients",
                  Map.of("baseline", 0.25, "steps", 1, "quadrature", "riemann-left")));

      double largest = DoubleStream.of(path).map(Math::abs).max().orElseThrow();
      assertThat(largest).isPositive();
      for (int i = 0; i < path.length; i++) {
        assertThat(path[i]).isCloseTo(slopes[i] * (at[i] - from[i]), within(1e-5 * largest));
      }
    }
  }

  private static Offset<Double> within(double difference) {
    return Offset.offset(difference);
  }

  private static FloatNdArray array(String sizes, DoubleSupplier values) {
    long[] ofExample = Stream.of(sizes.split("x")).mapToLong(Long::parseLong).toArray();
    FloatNdArray array = NdArrays.ofFloats(Shape.of(ofExample).prepend(EXAMPLES));
    array.scalars().forEach(scalar -> scalar.setFloat((float) values.getAsDouble()));
    return array;
  }

  private static double[] explained(
      AttributableModel model,
      String layer,
      String input,
      FloatNdArray values,
      AttributionMethod method) {
    LayerAttribution request =
        LayerAttribution.on(model).layers(layer).input(input, values).method(method);
    if (!method.name().equals("activation")) {
      request.target(Target.of(1));
    }
    return request
        .attribute()
        .get(layer)
        .tensors()
        .get(0)
        .doubles()
        .streamOfObjects()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
