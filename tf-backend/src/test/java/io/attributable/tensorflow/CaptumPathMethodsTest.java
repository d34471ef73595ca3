package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.Conductance;
import io.attributable.Conductance.GradientAt;
import io.attributable.Convergence;
import io.attributable.IntegratedGradients;
import io.attributable.InternalInfluence;
import io.attributable.PathMethod;
import io.attributable.Quadrature;
import io.attributable.Target;
import io.attributable.testing.Fixtures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

/**
 * The numbers that captum 0.9.0 gives for the models of its own tests: {@code
 * test_integrated_gradients_basic.py}, {@code test_layer_integrated_gradients.py}, {@code
 * test_layer_conductance.py}, {@code test_internal_influence.py}, with 50 steps where nothing else
 * is said.
 */
class CaptumPathMethodsTest {
  private static final double TOLERANCE = 2e-4;

  private static AttributableModel multilayer;
  private static AttributableModel oneConv;

  @BeforeAll
  static void load() {
    multilayer = AttributableModel.load(Fixtures.model("captum_multilayer"));
    oneConv = AttributableModel.load(Fixtures.model("captum_one_conv"));
  }

  @AfterAll
  static void close() {
    multilayer.close();
    oneConv.close();
  }

  private static FloatNdArray rows(float[]... rows) {
    return StdArrays.ndCopyOf(rows);
  }

  private static FloatNdArray hundred() {
    return rows(new float[] {0, 100, 0});
  }

  private static Attribution multilayer(
      String layer, AttributionMethod method, FloatNdArray x, Target target) {
    return LayerAttribution.on(multilayer)
        .input("x", x)
        .layers(layer)
        .method(method)
        .target(target)
        .attribute()
        .layers()
        .get(0);
  }

  private static Attribution hundred(String layer, AttributionMethod method) {
    return multilayer(layer, method, hundred(), Target.of(0));
  }

  private static void assertValues(Attribution attribution, double... expected) {
    FloatNdArray actual = attribution.floats();
    assertThat(actual.size()).isEqualTo(expected.length);
    int[] at = {0};
    actual
        .scalars()
        .forEach(
            value -> {
              double wanted = expected[at[0]++];
              assertThat((double) value.getFloat())
                  .isCloseTo(wanted, within(TOLERANCE * Math.max(1, Math.abs(wanted) / 100)));
            });
  }

  private static IntegratedGradients by(Quadrature quadrature, int steps) {
    return new IntegratedGradients(Baseline.zeros(), steps, quadrature, 0, false);
  }

  @Test
  void integratedGradientsOfAnInput() {
    Attribution found = hundred("input:x", new IntegratedGradients());
    assertValues(found, 0, 390.179359, 0);
    Convergence convergence = found.convergence().orElseThrow();
    assertThat(convergence.at()).containsExactly(392.0);
    assertThat(convergence.atBaseline()).containsExactly(2.0);
    assertThat(convergence.delta().get(0)).isCloseTo(0.179359, within(1e-4));
    assertValues(hundred("input:x", by(Quadrature.RIEMANN_LEFT, 50)), 0, 388, 0);
    assertValues(hundred("input:x", by(Quadrature.RIEMANN_RIGHT, 50)), 0, 390, 0);
    assertValues(hundred("input:x", by(Quadrature.RIEMANN_MIDDLE, 50)), 0, 390, 0);
    assertValues(hundred("input:x", by(Quadrature.GAUSS_LEGENDRE, 7)), 0, 393.525752, 0);
    assertValues(
        hundred(
            "input:x",
            new IntegratedGradients(Baseline.zeros(), 50, Quadrature.GAUSS_LEGENDRE, 0, true)),
        3.901794,
        3.901794,
        3.901794);
  }

  @Test
  void integratedGradientsOfABatchWithBaselinesOfItsOwn() {
    Baseline baseline = Baseline.of("x", rows(new float[] {0, -20, 0}, new float[] {-20, -20, 0}));
    Attribution found =
        multilayer(
            "input:x",
            new IntegratedGradients(baseline),
            rows(new float[] {0, 80, 0}, new float[] {30, 30, 0}),
            Target.of(0));
    assertValues(found, 0, 315.925229, 0, 118.472992, 118.472992, 0);
    Convergence convergence = found.convergence().orElseThrow();
    assertThat(convergence.delta().get(0)).isCloseTo(2.925229, within(1e-3));
    assertThat(convergence.delta().get(1)).isCloseTo(3.945983, within(1e-3));
  }

  @Test
  void integratedGradientsOfLayers() {
    assertValues(hundred("linear0", new IntegratedGradients()), 0, 390.179359, 0);
    assertValues(hundred("linear1", new IntegratedGradients()), 90.179359, 100, 100, 100);
    assertValues(hundred("relu", new IntegratedGradients()), 90, 100, 100, 100);
    assertValues(hundred("linear2", new IntegratedGradients()), 390, 0);
    assertValues(hundred("linear1", new IntegratedGradients(Baseline.of(1))), 90.7561, 97, 97, 97);
  }

  @Test
  void conductanceOfLayers() {
    assertConductance(Quadrature.GAUSS_LEGENDRE, "linear0", 0, 389.245582, 0);
    assertConductance(
        Quadrature.GAUSS_LEGENDRE, "linear1", 89.572585, 99.890999, 99.890999, 99.890999);
    assertConductance(Quadrature.GAUSS_LEGENDRE, "relu", 89.9455, 99.890999, 99.890999, 99.890999);
    assertConductance(Quadrature.GAUSS_LEGENDRE, "linear2", 389.618497, 0);
    assertConductance(Quadrature.TRAPEZOID, "linear0", 0, 388, 0);
    assertConductance(Quadrature.TRAPEZOID, "linear1", 88, 100, 100, 100);
    assertConductance(Quadrature.RIEMANN_LEFT, "linear0", 0, 380.392157, 0);
    assertConductance(Quadrature.RIEMANN_RIGHT, "linear0", 0, 382.352941, 0);
    assertConductance(Quadrature.RIEMANN_MIDDLE, "linear0", 0, 382.352941, 0);
  }

  private static void assertConductance(Quadrature quadrature, String layer, double... expected) {
    assertValues(
        hundred(layer, new Conductance(Baseline.zeros(), 50, quadrature, 0, GradientAt.LEFT)),
        expected);
  }

  @Test
  void conductanceOfSeveralLayersAtOnce() {
    var all =
        LayerAttribution.on(multilayer)
            .input("x", hundred())
            .layers("linear0", "linear1", "relu")
            .method(new Conductance())
            .target(Target.of(0))
            .attribute();
    assertValues(all.get("linear0"), 0, 388, 0);
    assertValues(all.get("linear1"), 88, 100, 100, 100);
    assertThat(all.get("linear1").convergence().orElseThrow().delta().get(0))
        .isCloseTo(-2, within(1e-3));
    assertThat(all.get("relu").convergence().orElseThrow().steps())
        .isEqualTo(PathMethod.DEFAULT_STEPS);
  }

  @Test
  void internalInfluenceOfLayers() {
    InternalInfluence influence = new InternalInfluence();
    assertValues(hundred("linear0", influence), 3.901794, 3.901794, 3.901794);
    assertValues(hundred("linear1", influence), 0.901794, 1, 1, 1);
    assertThat(hundred("linear1", influence).convergence()).isEmpty();
  }

  @Test
  void methodsOfAConvolution() {
    assertValues(
        convolution("conv1", new IntegratedGradients()),
        0,
        0,
        4.345731,
        0,
        30.524585,
        -6.518596,
        39.414929,
        -14.43769);
    assertValues(convolution("relu1", new IntegratedGradients()), 0, 0, 4, 0, 31, -6, 40, -15);
    assertValues(
        convolution(
            "conv1",
            new Conductance(Baseline.zeros(), 50, Quadrature.GAUSS_LEGENDRE, 0, GradientAt.LEFT)),
        0,
        0,
        3.727439,
        0,
        30.671797,
        -5.591158,
        39.474656,
        -14.875505);
    assertValues(
        convolution("conv1", new InternalInfluence()),
        0,
        0,
        0.080476,
        0,
        0.376847,
        -0.080476,
        0.437944,
        -0.160419);
  }

  private static Attribution convolution(String layer, AttributionMethod method) {
    FloatNdArray image = NdArrays.ofFloats(Shape.of(1, 4, 4, 1));
    int[] at = {0};
    image.scalars().forEach(pixel -> pixel.setFloat(at[0]++));
    return LayerAttribution.on(oneConv)
        .input("x", image)
        .layers(layer)
        .method(method)
        .target(Target.of(0))
        .attribute()
        .layers()
        .get(0);
  }
}
