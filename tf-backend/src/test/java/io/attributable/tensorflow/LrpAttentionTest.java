package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Activation;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Lrp;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * The rules of a transformer's ops by their formulas, on the Java heap: Achtibat et al. (2024),
 * AttnLRP, arXiv:2402.05602. Each from the relevance and the activations on both sides of an op.
 */
class LrpAttentionTest {
  private static final String SCOPE = "tensor:transformer_1/";
  private static final String SCORES = SCOPE + "attention_1/Mul:0";
  private static final String WEIGHTS = SCOPE + "attention_1/Softmax:0";
  private static final String VALUES = SCOPE + "attention_1/value_1/Add:0";
  private static final String MIXED = SCOPE + "attention_1/einsum_1/Einsum:0";
  private static final String LINEAR = SCOPE + "widen_1/BiasAdd:0";
  private static final String GELU = SCOPE + "widen_1/Gelu/mul_1:0";
  private static final String[] TENSORS = {
    SCORES,
    WEIGHTS,
    VALUES,
    MIXED,
    LINEAR,
    GELU,
    "position",
    "attention",
    "add",
    "layer_normalization",
    "narrow",
    "add_1"
  };

  /** Large, so that quotients of small numbers do not hide behind rounding. */
  private static final double EPSILON = 1e-6;

  private static Attributions relevance;
  private static Attributions activation;

  @BeforeAll
  static void compute() {
    GoldenCase golden =
        Fixtures.cases("k3_transformer").stream()
            .filter(found -> found.id().equals("all-layers"))
            .findFirst()
            .orElseThrow();
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_transformer"))) {
      relevance = ask(model, golden, new Lrp().withEpsilon(EPSILON));
      activation =
          LayerAttribution.on(model)
              .input("tokens", golden.input("tokens"))
              .layers(TENSORS)
              .method(new Activation())
              .attribute();
    }
  }

  private static Attributions ask(
      AttributableModel model, GoldenCase golden, AttributionMethod method) {
    return GoldenCheck.request(model, golden).layers(TENSORS).method(method).attribute();
  }

  @AfterAll
  static void forget() {
    relevance = new Attributions(java.util.List.of());
    activation = relevance;
  }

  private static float[] r(String tensor) {
    return Digits.flat((FloatNdArray) relevance.get(tensor).tensor().values());
  }

  private static float[] a(String tensor) {
    return Digits.flat((FloatNdArray) activation.get(tensor).tensor().values());
  }

  private static void assertClose(float[] actual, double[] expected) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-4 * largest));
    }
  }

  private static double stable(double z) {
    return z + (z < 0 ? -EPSILON : EPSILON);
  }

  @Test
  void softmaxByItsTaylorExpansion() {
    float[] x = a(SCORES);
    float[] s = a(WEIGHTS);
    float[] of = r(WEIGHTS);
    int tokens = 7;
    double[] expected = new double[x.length];
    for (int row = 0; row < x.length; row += tokens) {
      double sum = 0;
      for (int i = row; i < row + tokens; i++) {
        sum += of[i];
      }
      for (int i = row; i < row + tokens; i++) {
        expected[i] = x[i] * (of[i] - s[i] * sum);
      }
    }
    assertClose(r(SCORES), expected);
  }

  @Test
  void aProductOfTwoSignalsHandsHalfToEach() {
    int examples = 3;
    int tokens = 7;
    int heads = 2;
    int width = 4;
    float[] weights = a(WEIGHTS);
    float[] values = a(VALUES);
    float[] mixed = a(MIXED);
    float[] of = r(MIXED);
    double[] ofWeights = new double[weights.length];
    double[] ofValues = new double[values.length];
    for (int b = 0; b < examples; b++) {
      for (int n = 0; n < heads; n++) {
        for (int t = 0; t < tokens; t++) {
          for (int s = 0; s < tokens; s++) {
            int w = ((b * heads + n) * tokens + t) * tokens + s;
            for (int h = 0; h < width; h++) {
              int v = ((b * tokens + s) * heads + n) * width + h;
              int o = ((b * tokens + t) * heads + n) * width + h;
              double half = weights[w] * values[v] * of[o] / stable(mixed[o]) / 2;
              ofWeights[w] += half;
              ofValues[v] += half;
            }
          }
        }
      }
    }
    assertClose(r(WEIGHTS), ofWeights);
    assertClose(r(VALUES), ofValues);
  }

  @Test
  void normalisationAndGeluPassRelevanceAsItIs() {
    assertThat(r("add")).containsExactly(r("layer_normalization"), within(0f));
    assertThat(r(LINEAR)).containsExactly(r(GELU), within(0f));
  }

  @Test
  void aResidualSumSharesOutInProportion() {
    float[] left = a("layer_normalization");
    float[] right = a("narrow");
    float[] of = r("add_1");
    double[] expected = new double[of.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = right[i] * of[i] / stable(left[i] + right[i]);
    }
    assertClose(r("narrow"), expected);
  }
}
