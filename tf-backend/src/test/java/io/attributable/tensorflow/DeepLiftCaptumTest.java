package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.Convergence;
import io.attributable.DeepLift;
import io.attributable.DeepLiftShap;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

/**
 * The numbers that captum 0.9.0 gives for the models of its own tests, {@code
 * tests/attr/test_deeplift_basic.py} and {@code tests/attr/layer/test_layer_deeplift.py}. Channels
 * are last here.
 */
class DeepLiftCaptumTest {
  private static final double TOLERANCE = 1e-4;

  private static FloatNdArray rows(float[]... rows) {
    return StdArrays.ndCopyOf(rows);
  }

  private static float[] row(float... values) {
    return values;
  }

  private static void assertValues(Attribution attribution, double... expected) {
    List<Double> actual = new ArrayList<>();
    attribution.floats().scalars().forEach(value -> actual.add((double) value.getFloat()));
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual.get(i)).isCloseTo(expected[i], within(TOLERANCE));
    }
  }

  private static void assertComplete(Attribution attribution) {
    Convergence convergence = attribution.convergence().orElseThrow();
    convergence.delta().forEach(delta -> assertThat(delta).isCloseTo(0, within(TOLERANCE)));
  }

  private static Attributions multilayer(FloatNdArray x, AttributionMethod method) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_multilayer"))) {
      return LayerAttribution.on(model)
          .input("x", x)
          .layers("input:x", "linear1", "linear2")
          .method(method)
          .target(Target.of(0))
          .attribute();
    }
  }

  @Test
  void denseLayers() {
    Attributions found = multilayer(rows(row(0, 100, 0)), new DeepLift());
    assertValues(found.get("input:x"), 0, 390, 0);
    assertValues(found.get("linear1"), 90, 100, 100, 100);
    assertValues(found.get("linear2"), 390, 0);
    found.forEach(DeepLiftCaptumTest::assertComplete);
    Convergence convergence = found.get("input:x").convergence().orElseThrow();
    assertThat(convergence.at()).containsExactly(392.0);
    assertThat(convergence.atBaseline()).containsExactly(2.0);
  }

  @Test
  void batchWithBaselinesOfItsOwn() {
    Baseline baseline = Baseline.of("x", rows(row(0, -20, 0), row(-20, -20, 0)));
    Attributions found = multilayer(rows(row(0, 80, 0), row(30, 30, 0)), new DeepLift(baseline));
    assertValues(found.get("input:x"), 0, 313, 0, 116.5, 116.5, 0);
    assertValues(found.get("linear1"), 70, 81, 81, 81, 50, 61, 61, 61);
    found.forEach(DeepLiftCaptumTest::assertComplete);
  }

  @Test
  void meanOverADistribution() {
    Baselines baselines = Baselines.of("x", rows(row(0, 0, 0), row(0, -20, 0), row(10, 10, 10)));
    Attributions found = multilayer(rows(row(0, 100, 0)), new DeepLiftShap(baselines));
    assertValues(found.get("input:x"), -13.333333, 381, -13.333333);
    assertValues(found.get("linear1"), 83.333333, 90.333333, 90.333333, 90.333333);
    found.forEach(DeepLiftCaptumTest::assertComplete);
  }

  private static Attribution twoInputs(String layer, Port port) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_relu_linear"))) {
      return LayerAttribution.on(model)
          .input("x1", rows(row(-10, 1, -5)))
          .input("x2", rows(row(3, 3, 1)))
          .layer(layer, port)
          .method(new DeepLift())
          .attribute()
          .get(layer);
    }
  }

  /** captum's delta is that of both inputs together, as here. */
  @Test
  void inputsMoveTogether() {
    assertValues(twoInputs("input:x1", Port.OUTPUT), 0, 0, 0);
    Attribution second = twoInputs("input:x2", Port.OUTPUT);
    assertValues(second, 6, 9, 0);
    assertComplete(second);
  }

  @Test
  void whatEntersAReLU() {
    assertValues(twoInputs("relu", Port.INPUT), 0, 15);
  }

  @Test
  void maxPooling() {
    Baseline baseline = Baseline.of("x", rows(row(1, 2, 3, 9), row(4, 8, 6, 7)));
    try (AttributableModel model =
        AttributableModel.load(Fixtures.model("captum_linear_maxpool"))) {
      Attributions found =
          LayerAttribution.on(model)
              .input("x", rows(row(1, 1, 1, 1), row(1, 1, 1, 1)))
              .layers("input:x", "pool1")
              .method(new DeepLift(baseline))
              .attribute();
      assertValues(found.get("input:x"), 0, 0, 0, -8, 0, -7, 0, 0);
      assertValues(found.get("pool1"), -8, -7);
      found.forEach(DeepLiftCaptumTest::assertComplete);
    }
  }

  @Test
  void convolutionAndMaxPooling() {
    FloatNdArray image = NdArrays.ofFloats(Shape.of(1, 4, 4, 1));
    int[] at = {0};
    image.scalars().forEach(pixel -> pixel.setFloat(at[0]++));
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      Attribution found =
          LayerAttribution.on(model)
              .input("x", image)
              .layers("input:x")
              .method(new DeepLift())
              .target(Target.of(0))
              .attribute()
              .get("input:x");
      assertValues(
          found, 0, .074074, .148148, .222222, 1.234568, 3.302469, 3.962963, 2.462963, 2.469136,
          5.944444, 6.604938, 3.87037, 3.703704, 7.623457, 8.209877, 4.166667);
      assertComplete(found);
    }
  }
}
