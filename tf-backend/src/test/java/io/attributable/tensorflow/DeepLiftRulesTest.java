package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Baseline;
import io.attributable.Convergence;
import io.attributable.DeepLift;
import io.attributable.ErrorCode;
import io.attributable.RuleCoverage;
import io.attributable.Target;
import io.attributable.UnknownOps;
import io.attributable.graph.flat.Attributes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Rules of DeepLIFT on models of few ops, in 64 bits, against formulas on the Java heap. */
class DeepLiftRulesTest {
  private static final double EXACT = 1e-12;
  private static final double[][] X = {{0.3, -1.2, 2.5}, {4, -0.7, 0}, {-2, 7, 1}};
  private static final double[][] BASE = {{-0.4, 0.9, 2.5}, {1, 1, 1}, {0, -3, 9}};

  @TempDir Path folder;

  private Attribution deepLift(NodeModel nodes, Target target, DeepLift method, double[]... x) {
    try (AttributableModel model = AttributableModel.load(nodes.write(folder.resolve("model")))) {
      return LayerAttribution.on(model)
          .input("x", StdArrays.ndCopyOf(x))
          .layers("input:x")
          .method(method)
          .target(target)
          .attribute()
          .layers()
          .get(0);
    }
  }

  private static DeepLift from(double[][] baseline) {
    return new DeepLift(Baseline.of("x", StdArrays.ndCopyOf(baseline)));
  }

  private static double[][] values(Attribution attribution) {
    return StdArrays.array2dCopyOf((DoubleNdArray) attribution.tensor().values());
  }

  private static void assertComplete(Attribution attribution) {
    Convergence found = attribution.convergence().orElseThrow();
    found.delta().forEach(delta -> assertThat(delta).isCloseTo(0, within(EXACT)));
  }

  private static void assertClose(double[][] actual, double[][] expected) {
    assertThat(actual.length).isEqualTo(expected.length);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).containsExactly(expected[i], within(EXACT));
    }
  }

  private static Map<String, AttrValue> keep() {
    return Map.of("keep_dims", Attributes.of(true), "Tidx", Attributes.of(DataType.DT_INT32));
  }

  /** Exponentials, a sum, its logarithm: ops with rules of their own. */
  private static NodeModel composedSoftmax(boolean logarithm) {
    NodeModel model =
        new NodeModel(3)
            .axis("axis", 1)
            .add("exponentials", "Exp", "x")
            .add("sum", "Sum", keep(), "exponentials", "axis")
            .add("total", "Log", "sum")
            .add(logarithm ? "scores" : "logarithm", "Sub", "x", "total");
    return logarithm ? model : model.add("scores", "Exp", "logarithm");
  }

  @Test
  void softmaxIsWhatItIsMadeOf() {
    for (boolean logarithm : new boolean[] {true, false}) {
      String op = logarithm ? "LogSoftmax" : "Softmax";
      Attribution whole =
          deepLift(new NodeModel(3).add("scores", op, "x"), Target.of(1), from(BASE), X);
      Attribution parts = deepLift(composedSoftmax(logarithm), Target.of(1), from(BASE), X);
      assertClose(values(whole), values(parts));
      assertComplete(whole);
      assertThat(whole.coverage().entries().toString()).contains("softmax");
    }
  }

  /** Where SHAP's division leaves terms of the size of exp 300 that cancel. */
  @Test
  void softmaxOfLargeNumbers() {
    double[][] large = {{300, 299, -400}};
    Attribution found =
        deepLift(
            new NodeModel(3).add("scores", "Softmax", "x"), Target.of(0), new DeepLift(), large);
    double delta = found.convergence().orElseThrow().delta().get(0);
    assertThat(delta).isCloseTo(0, within(1e-10));
    for (int i = 0; i < 3; i++) {
      // Multipliers are at most 1.
      assertThat(Math.abs(values(found)[0][i])).isLessThan(Math.abs(large[0][i]));
    }
  }

  /** Masked scores are minus infinity in both passes, or in one. */
  @Test
  void softmaxOfMaskedScores() {
    double out = Double.NEGATIVE_INFINITY;
    for (double[][] x : new double[][][] {{{1, out, 2}}, {{1, -1, 2}}}) {
      Attribution found =
          deepLift(
              new NodeModel(3).add("scores", "Softmax", "x"),
              Target.of(0),
              from(new double[][] {{0, out, -3}}),
              x);
      double[] values = values(found)[0];
      assertThat(values[0]).isFinite().isPositive();
      assertThat(values[2]).isFinite().isNegative();
    }
  }

  @Test
  void softmaxOfWhatIsNoNumberIsNone() {
    for (String op : List.of("Softmax", "LogSoftmax")) {
      Attribution found =
          deepLift(
              new NodeModel(3).add("scores", op, "x"),
              Target.of(0),
              new DeepLift(),
              new double[][] {{1, Double.NaN, 2}, {1, 2, 3}});
      assertThat(values(found)[0]).containsExactly(Double.NaN, Double.NaN, Double.NaN);
      assertThat(values(found)[1][0]).isFinite();
    }
  }

  /** By captum's and SHAP's formula: all goes to the value that was chosen where it was larger. */
  @Test
  void maximumGoesToWhatWasChosen() {
    NodeModel model =
        new NodeModel(3)
            .axis("axis", 1)
            .add("largest", "Max", keep(), "x", "axis")
            .add("scores", "Identity", "largest");
    Attribution found = deepLift(model, Target.of(0), from(BASE), X);
    assertClose(values(found), new double[][] {{0, 0, 0}, {3, 0, 0}, {0, 0, 7 - 9}});
    assertComplete(found);
  }

  @Test
  void reluThatIsWrittenAsAChoice() {
    NodeModel choice =
        new NodeModel(3)
            .number("zero", 0)
            .number("slope", 0.1)
            .add("positive", "Greater", "x", "zero")
            .add("small", "Mul", "x", "slope")
            .add("scores", "SelectV2", "positive", "x", "small");
    Map<String, AttrValue> slope = Map.of("alpha", AttrValue.newBuilder().setF(0.1f).build());
    NodeModel relu = new NodeModel(3).add("scores", "LeakyRelu", slope, "x");
    Attribution written = deepLift(choice, Target.of(1), from(BASE), X);
    double[][] expected = values(deepLift(relu, Target.of(1), from(BASE), X));
    double[][] actual = values(written);
    for (int i = 0; i < expected.length; i++) {
      // The op has its slope in 32 bits.
      assertThat(actual[i]).containsExactly(expected[i], within(1e-7));
    }
    assertComplete(written);
  }

  /** As a masking layer does it; the mask is another one at a baseline of zeros. */
  @Test
  void whatAMaskChangesIsTheNumbers() {
    NodeModel masked =
        new NodeModel(3)
            .number("zero", 0)
            .add("present", "NotEqual", "x", "zero")
            .add(
                "mask",
                "Cast",
                Map.of(
                    "SrcT", Attributes.of(DataType.DT_BOOL),
                    "DstT", Attributes.of(DataType.DT_DOUBLE)),
                "present")
            .add("kept", "Mul", "x", "mask")
            .add("scores", "Tanh", "kept");
    Attribution found = deepLift(masked, Target.of(1), new DeepLift(), X);
    assertComplete(found);
    assertThat(values(found)[2][1]).isCloseTo(Math.tanh(7), within(EXACT));
  }

  /** x² · x written as two products of the same tensor. */
  @Test
  void productsOfOneTensor() {
    NodeModel cube =
        new NodeModel(3).add("square", "Mul", "x", "x").add("scores", "Mul", "square", "x");
    Attribution found = deepLift(cube, Target.of(0), from(BASE), X);
    double[][] actual = values(found);
    for (int i = 0; i < X.length; i++) {
      double change = Math.pow(X[i][0], 3) - Math.pow(BASE[i][0], 3);
      assertThat(actual[i]).containsExactly(new double[] {change, 0, 0}, within(EXACT));
    }
  }

  @Test
  void stepsHaveDifferencesThoughNoGradient() {
    NodeModel steps = new NodeModel(3).add("whole", "Floor", "x").add("scores", "Neg", "whole");
    Attribution found = deepLift(steps, Target.of(2), from(BASE), X);
    assertClose(values(found), new double[][] {{0, 0, 0}, {0, 0, 1}, {0, 0, 8}});
  }

  /** What training holds fast, the output depends on all the same. */
  @Test
  void stoppedGradientsAreNoDifferencesThatStop() {
    NodeModel stopped =
        new NodeModel(3)
            .axis("axis", 1)
            .add("largest", "Max", keep(), "x", "axis")
            .add("held", "StopGradient", "largest")
            .add("rest", "Sub", "x", "held")
            .add("exponentials", "Exp", "rest")
            .add("sum", "Sum", keep(), "exponentials", "axis")
            .add("logarithm", "Log", "sum")
            .add("scores", "AddV2", "logarithm", "held");
    assertComplete(deepLift(stopped, Target.of(0), from(BASE), X));
  }

  /** Rounding of a saturated output says nothing about so small a difference. */
  @Test
  void tinyDifferencesHaveTheDerivative() {
    double[][] x = {{1, 2, 3}};
    double[][] near = {{1 + 1e-13, 2 + 1e-13, 3 + 1e-13}};
    for (String op : List.of("Erf", "Sin", "Softplus", "Elu", "Sigmoid", "Tanh", "Exp", "Rsqrt")) {
      NodeModel model = new NodeModel(3).add("scores", op, "x");
      Attribution found =
          deepLift(
              model,
              Target.of(0),
              new DeepLift(Baseline.of("x", StdArrays.ndCopyOf(near)), true, UnknownOps.ERROR),
              x);
      assertThat(values(found)[0][0]).as(op).isCloseTo(slope(op, 1), within(1e-9));
    }
  }

  private static double slope(String op, double x) {
    return switch (op) {
      case "Erf" -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
      case "Sin" -> Math.cos(x);
      case "Softplus" -> 1 / (1 + Math.exp(-x));
      case "Elu" -> 1;
      case "Sigmoid" -> Math.exp(-x) / Math.pow(1 + Math.exp(-x), 2);
      case "Tanh" -> 1 - Math.pow(Math.tanh(x), 2);
      case "Exp" -> Math.exp(x);
      default -> -0.5 * Math.pow(x, -1.5);
    };
  }

  private static NodeModel sorted() {
    return new NodeModel(3)
        .number("one", 1)
        .add("Digamma", "Digamma", "x")
        .add("scores", "Mul", "Digamma", "one");
  }

  @Test
  void anOpWithoutARuleIsRefusedByNodeOrGoneThroughByItsGradient() {
    assertThatThrownBy(() -> deepLift(sorted(), Target.of(0), new DeepLift(), X))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
        .hasMessageContainingAll("deeplift", "Digamma", "node \"Digamma\"", "fallback");
    double[][] x = {{1, 2, 3}};
    DeepLift gradient = new DeepLift(Baseline.of(5)).withFallback(UnknownOps.GRADIENT);
    Attribution found = deepLift(sorted(), Target.of(0), gradient, x);
    assertThat(found.coverage().byGradient())
        .containsExactly(new RuleCoverage.Entry("Digamma", RuleCoverage.GRADIENT, 1));
    assertThat(Math.abs(found.convergence().orElseThrow().delta().get(0))).isGreaterThan(1);
    // The trigamma function at 1.
    assertThat(values(found)[0][0]).isCloseTo(-4 * Math.PI * Math.PI / 6, within(1e-9));
  }

  @Test
  void indicesThatDependOnTheNumbersAreRefused() {
    Map<String, AttrValue> types =
        Map.of("SrcT", Attributes.of(DataType.DT_DOUBLE), "DstT", Attributes.of(DataType.DT_INT32));
    NodeModel picked =
        new NodeModel(3)
            .axis("axis", 1)
            .add("sizes", "Abs", "x")
            .add("sum", "Sum", Map.of("Tidx", Attributes.of(DataType.DT_INT32)), "sizes", "axis")
            .add("places", "Cast", types, "sum")
            .add(
                "scores",
                "ReverseSequence",
                Map.of(
                    "seq_dim", Attributes.of(1L),
                    "Tlen", Attributes.of(DataType.DT_INT32)),
                "x",
                "places");
    double[][] x = {{1, 1, 1}};
    assertThatThrownBy(() -> deepLift(picked, Target.of(0), new DeepLift(), x))
        .hasMessageContainingAll("ReverseSequence", "input 1 depends on the values");
  }

  private static Map<String, AttrValue> casting(DataType from, DataType to) {
    return Map.of("SrcT", Attributes.of(from), "DstT", Attributes.of(to));
  }

  /** Their steps are no part of the sum, so that completeness would be lost without a word. */
  @Test
  void numbersThatBecameWholeOnesAreRefused() {
    NodeModel rounding =
        new NodeModel(3)
            .add("whole", "Cast", casting(DataType.DT_DOUBLE, DataType.DT_INT32), "x")
            .add("again", "Cast", casting(DataType.DT_INT32, DataType.DT_DOUBLE), "whole")
            .add("curve", "Tanh", "x")
            .add("scores", "AddV2", "again", "curve");
    assertThatThrownBy(() -> deepLift(rounding, Target.of(0), from(BASE), X))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
        .hasMessageContainingAll("op AddV2 of node \"scores\"", "rounded to whole ones by a Cast");
    DeepLift gradients = new DeepLift(from(BASE).baseline(), false, UnknownOps.GRADIENT);
    assertThat(deepLift(rounding, Target.of(0), gradients, X).coverage().byGradient())
        .contains(new RuleCoverage.Entry("AddV2", RuleCoverage.GRADIENT, 1));
  }

  @Test
  void namesOfInputsThatThereAreNot() {
    DeepLift method = new DeepLift(Baseline.of("y", StdArrays.ndCopyOf(BASE)));
    NodeModel model = new NodeModel(3).add("scores", "Tanh", "x");
    assertThatThrownBy(() -> deepLift(model, Target.of(0), method, X))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_PARAMETER))
        .hasMessageContainingAll("baseline", "\"y\"", "\"x\"");
  }
}
