package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Ablation;
import io.attributable.Attribution;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.Convergence;
import io.attributable.Estimation;
import io.attributable.FeatureMask;
import io.attributable.KernelShap;
import io.attributable.Occlusion;
import io.attributable.Shapley;
import io.attributable.ShapleySampling;
import io.attributable.Target;
import io.attributable.Window;
import io.attributable.testing.Fixtures;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * The numbers that captum 0.9.0 gives for the models of its own tests: {@code
 * test_feature_ablation.py}, {@code test_layer_ablation.py}, {@code test_occlusion.py}, {@code
 * test_shapley.py}, {@code test_kernel_shap.py}.
 */
class CaptumPerturbationTest {
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

  private static final FloatNdArray ONE = rows(new float[] {20, 50, 30});
  private static final FloatNdArray TWO = rows(new float[] {2, 10, 3}, new float[] {20, 50, 30});

  /** The first two columns are one feature. */
  private static final FeatureMask MASK =
      FeatureMask.of("x", StdArrays.ndCopyOf(new int[] {0, 0, 1}));

  private static Attribution multilayer(String layer, AttributionMethod method, FloatNdArray x) {
    return LayerAttribution.on(multilayer)
        .input("x", x)
        .layers(layer)
        .method(method)
        .target(Target.of(0))
        .attribute()
        .layers()
        .get(0);
  }

  private static void assertValues(Attribution attribution, double... expected) {
    double[] actual = new double[expected.length];
    attribution.doubles().copyTo(DataBuffers.of(actual, false, false));
    assertThat(actual).containsExactly(expected, within(2e-4));
  }

  @Test
  void ablationOfAnInput() {
    assertValues(multilayer("input:x", new Ablation(), ONE), 80, 200, 120);
    assertValues(multilayer("input:x", new Ablation(Baseline.zeros(), MASK), ONE), 280, 280, 120);
    Attribution found = multilayer("input:x", new Ablation(Baseline.of(4), MASK), ONE);
    assertValues(found, 248, 248, 104);
    Estimation estimation = found.estimation().orElseThrow();
    assertThat(estimation.evaluations()).containsExactly(4L);
    assertThat(estimation.at()).containsExactly(392.0);
    assertThat(estimation.errors()).isEmpty();
    assertThat(found.convergence()).isEmpty();
  }

  @Test
  void ablationWithMasksByExample() {
    IntNdArray masks = StdArrays.ndCopyOf(new int[][] {{0, 0, 1}, {1, 1, 0}});
    assertValues(
        multilayer("input:x", new Ablation(Baseline.zeros(), FeatureMask.of("x", masks)), TWO),
        41,
        41,
        12,
        280,
        280,
        120);
  }

  @Test
  void ablationOfLayers() {
    assertValues(multilayer("linear1", new Ablation(), ONE), 90, 101, 101, 101);
    FloatNdArray image = NdArrays.ofFloats(Shape.of(1, 4, 4, 1));
    int[] next = {0};
    image.scalars().forEach(value -> value.setFloat(next[0]++));
  }

  @Test
  void occlusion() {
    Occlusion wide = new Occlusion(Baseline.of(10), Window.of(2), Window.none());
    assertValues(multilayer("input:x", wide, ONE), 200, 220, 240);
    Occlusion strided = new Occlusion(Baseline.zeros(), Window.of(2), Window.of(2));
    assertValues(multilayer("input:x", strided, ONE), 280, 280, 120);
  }

  @Test
  void shapleyValues() {
    for (AttributionMethod method : List.of(new Shapley(), new KernelShap())) {
      Attribution found = multilayer("input:x", method, ONE);
      assertValues(found, 76.666667, 196.666667, 116.666667);
      Convergence convergence = found.convergence().orElseThrow();
      assertThat(convergence.delta().get(0)).isCloseTo(0, within(1e-9));
      assertThat(found.estimation().orElseThrow().evaluations()).containsExactly(8L);
      assertValues(multilayer("input:x", method, rows(new float[] {2, 10, 3})), 7, 32.5, 10.5);
      assertValues(multilayer("input:x", method, rows(new float[] {-20, 5, 3})), -15, 7.5, 4.5);
    }
    assertValues(multilayer("input:x", new Shapley(Baseline.of(4), MASK, 4), ONE), 248, 248, 104);
    assertValues(
        multilayer("input:x", new KernelShap(Baseline.of(4), MASK, 2, 0), ONE), 248, 248, 104);
  }

  @Test
  void samplesTendToShapleyValues() {
    Attribution found =
        multilayer(
            "input:x", new ShapleySampling(Baseline.zeros(), FeatureMask.none(), 400, 3), TWO);
    double[] exact = {7, 32.5, 10.5, 76.666667, 196.666667, 116.666667};
    double[] actual = new double[6];
    double[] errors = new double[6];
    found.doubles().copyTo(DataBuffers.of(actual, false, false));
    found
        .estimation()
        .orElseThrow()
        .errors()
        .get(0)
        .doubles()
        .copyTo(DataBuffers.of(errors, false, false));
    for (int i = 0; i < exact.length; i++) {
      assertThat(actual[i]).isCloseTo(exact[i], within(4 * errors[i] + 1e-4));
      assertThat(errors[i]).isLessThan(1);
    }
    assertThat(found.convergence().orElseThrow().delta())
        .allSatisfy(delta -> assertThat(delta).isCloseTo(0, within(1e-9)));
  }
}
