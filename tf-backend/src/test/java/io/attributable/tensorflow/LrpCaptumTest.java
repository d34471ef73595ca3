package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Lrp;
import io.attributable.LrpRule;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

/**
 * The numbers of captum's own tests, {@code tests/attr/test_lrp.py} and {@code
 * tests/attr/layer/test_layer_lrp.py}, on models with the same weights. Channels are last here.
 */
class LrpCaptumTest {

  private static FloatNdArray row(float... values) {
    return StdArrays.ndCopyOf(new float[][] {values});
  }

  private static List<Double> values(FloatNdArray array) {
    List<Double> values = new ArrayList<>();
    array.scalars().forEach(value -> values.add((double) value.getFloat()));
    return values;
  }

  private static List<Double> dense(FloatNdArray x, String layer, Port port, Lrp method) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_multilayer"))) {
      return values(
          LayerAttribution.on(model)
              .input("x", x)
              .layer(layer, port)
              .method(method)
              .target(Target.of(0))
              .attribute()
              .get(layer)
              .floats());
    }
  }

  private static void assertClose(List<Double> actual, double... expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual.get(i)).isCloseTo(expected[i], within(1e-4));
    }
  }

  @Test
  void epsilonOfDenseLayers() {
    assertClose(dense(row(0, 100, 0), "input:x", Port.OUTPUT, new Lrp()), 0, 400, 0);
    assertClose(dense(row(0, 100, 0), "linear1", Port.OUTPUT, new Lrp()), 90, 101, 101, 101);
    assertClose(dense(row(3, 4, 0), "input:x", Port.OUTPUT, new Lrp()), 9, 12, 0);
  }

  @Test
  void gammaOfDenseLayers() {
    Lrp gamma = new Lrp(LrpRule.GAMMA);
    assertClose(dense(row(0, 100, 0), "input:x", Port.OUTPUT, gamma), 0, 398.218153, 0);
    assertClose(dense(row(0, 100, 0), "input:x", Port.OUTPUT, gamma.withZeroBias()), 0, 392, 0);
    assertClose(
        dense(row(-20, 50, 3), "input:x", Port.OUTPUT, gamma), -78.62821, 196.570525, 11.794231);
  }

  @Test
  void epsilonOfConvolutions() {
    FloatNdArray image = NdArrays.ofFloats(Shape.of(1, 4, 4, 1));
    int[] at = {0};
    image.scalars().forEach(pixel -> pixel.setFloat(at[0]++));
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      var relevance =
          LayerAttribution.on(model)
              .input("x", image)
              .layers("input:x", "conv1")
              .method(new Lrp())
              .target(Target.of(0))
              .attribute();
      assertClose(
          values(relevance.get("input:x").floats()),
          0,
          1,
          2,
          3,
          0,
          5,
          6,
          7,
          0,
          9,
          10,
          11,
          0,
          0,
          0,
          0);
      assertClose(values(relevance.get("conv1").floats()), 0, 0, 4, 0, 31, -6, 40, -15);
    }
  }

  private static List<Double> simple(Path folder, float first, Lrp method) {
    SmallModels.writeTwoDense(folder, first);
    try (AttributableModel model = AttributableModel.load(folder)) {
      return values(
          LayerAttribution.on(model)
              .input("x", row(1, 2, 3))
              .layers("input:x")
              .method(method)
              .target(Target.of(0))
              .attribute()
              .get("input:x")
              .floats());
    }
  }

  @Test
  void rulesOfTheSimpleModel(@TempDir Path folder) {
    assertClose(simple(folder, 2, new Lrp()), 18, 36, 54);
    assertClose(simple(folder, -2, new Lrp(LrpRule.Z_PLUS)), 12, 33.6, 50.4);
    assertClose(simple(folder, -2, new Lrp().withEpsilon(0.25)), 5.9215, 35.055278, 52.582917);
  }
}
