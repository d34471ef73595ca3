package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.Conductance;
import io.attributable.Conductance.GradientAt;
import io.attributable.GradientXActivation;
import io.attributable.IntegratedGradients;
import io.attributable.Quadrature;
import io.attributable.Saliency;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.testing.Fixtures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.StdArrays;

/**
 * The numbers that captum 0.9.0's {@code NoiseTunnel} gives for {@code BasicModel_MultiLayer} at
 * (0, 100, 0), with 4 samples and hardly any noise, as captum's own tests have it: {@code
 * test_saliency.py}, {@code test_integrated_gradients_basic.py}.
 */
class CaptumNoiseTest {
  private static final double STDEV = 2e-7;

  private static AttributableModel model;

  @BeforeAll
  static void load() {
    model = AttributableModel.load(Fixtures.model("captum_multilayer"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static FloatNdArray explained(
      String layer, AttributionMethod method, Smoothing smoothing, float... x) {
    return LayerAttribution.on(model)
        .input("x", StdArrays.ndCopyOf(new float[][] {x}))
        .layers(layer)
        .method(method)
        .target(Target.of(0))
        .smooth(smoothing)
        .attribute()
        .get(layer)
        .floats();
  }

  /** Mean, mean of squares, and no variance. */
  private static void assertMeans(String layer, AttributionMethod method, double... means) {
    FloatNdArray mean = explained(layer, method, Smoothing.smoothgrad(4, STDEV), 0, 100, 0);
    FloatNdArray squares =
        explained(layer, method, Smoothing.smoothgradSquared(4, STDEV), 0, 100, 0);
    FloatNdArray variance = explained(layer, method, Smoothing.vargrad(4, STDEV), 0, 100, 0);
    assertThat(mean.size()).isEqualTo(means.length);
    for (int i = 0; i < means.length; i++) {
      double size = Math.max(1, Math.abs(means[i]));
      assertThat((double) mean.getFloat(0, i)).isCloseTo(means[i], within(1e-5 * size));
      assertThat((double) squares.getFloat(0, i))
          .isCloseTo(means[i] * means[i], within(1e-5 * size * size));
      assertThat((double) variance.getFloat(0, i)).isBetween(0.0, 1e-9 * size * size);
    }
  }

  @Test
  void saliency() {
    assertMeans("input:x", new Saliency(), 4, 4, 4);
  }

  @Test
  void inputXGradient() {
    assertMeans("input:x", new GradientXActivation(), 0, 400, 0);
  }

  @Test
  void integratedGradients() {
    assertMeans("input:x", new IntegratedGradients(), 0, 390.179352, 0);
  }

  @Test
  void layerConductance() {
    assertMeans(
        "linear0",
        new Conductance(Baseline.zeros(), 50, Quadrature.GAUSS_LEGENDRE, 0, GradientAt.LEFT),
        0,
        389.245544,
        0);
  }

  @Test
  void layerGradientXActivation() {
    assertMeans("linear1", new GradientXActivation(), 90, 101, 101, 101);
  }

  /**
   * Where the model is linear, gradient × input is 4 (x + σ ε) for each sample: what comes of it
   * follows from the noise alone.
   */
  @Test
  void ofALinearModelNoiseIsAllThereIs() {
    int samples = 6;
    double sigma = 0.5;
    double[] mean = new double[3];
    double[] squares = new double[3];
    for (int s = 0; s < samples; s++) {
      double[] noise = PhiloxNoise.of(0, 0, s, 3);
      for (int i = 0; i < 3; i++) {
        double product = 4 * ((i == 1 ? 100 : 0) + sigma * noise[i]);
        mean[i] += product / samples;
        squares[i] += product * product / samples;
      }
    }
    GradientXActivation product = new GradientXActivation();
    FloatNdArray means =
        explained("input:x", product, Smoothing.smoothgrad(samples, sigma), 0, 100, 0);
    FloatNdArray variances =
        explained("input:x", product, Smoothing.vargrad(samples, sigma), 0, 100, 0);
    FloatNdArray gradients =
        explained("input:x", new Saliency(), Smoothing.vargrad(samples, sigma), 0, 100, 0);
    for (int i = 0; i < 3; i++) {
      double variance = squares[i] - mean[i] * mean[i];
      assertThat((double) means.getFloat(0, i)).isCloseTo(mean[i], within(1e-3));
      // The mean of squares of numbers near 400 has an ulp of 0.02 in 32 bits.
      assertThat((double) variances.getFloat(0, i)).isCloseTo(variance, within(1e-3 * variance));
      assertThat(gradients.getFloat(0, i)).isZero();
    }
  }
}
