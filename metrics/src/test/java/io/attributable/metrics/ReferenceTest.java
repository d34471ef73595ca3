package io.attributable.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each metric against the library whose metric it is: see tools/metrics. */
class ReferenceTest {
  private static final Reference REFERENCE = Reference.read();

  /** xplique computes in float32. */
  private static final Offset<Double> SINGLE = within(2e-6);

  private static final Offset<Double> DOUBLE = within(1e-9);

  private final ExplainedExample example = REFERENCE.example();

  static Stream<JsonNode> explanations() {
    return REFERENCE.explanations().stream();
  }

  @Test
  void theNetworkIsTheSame() {
    assertThat(example.score()).isCloseTo(REFERENCE.json().path("score").doubleValue(), DOUBLE);
  }

  private static Perturbation given(JsonNode rows) {
    Iterator<double[]> all = Arrays.asList(Reference.matrix(rows)).iterator();
    return (example, random) -> all.next();
  }

  @ParameterizedTest
  @MethodSource("explanations")
  void infidelityIsThatOfCaptum(JsonNode explanation) {
    for (JsonNode expected : explanation.path("infidelity")) {
      for (boolean normalized : List.of(true, false)) {
        JsonNode rows = expected.path("perturbed");
        Infidelity metric = new Infidelity(given(rows), rows.size(), normalized, 0);
        Estimate found =
            metric.of(example, Reference.attributions(explanation), Reference.mode(explanation));
        assertThat(found.value())
            .isCloseTo(expected.path(normalized ? "normalized" : "plain").doubleValue(), DOUBLE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("explanations")
  void maxSensitivityIsThatOfCaptum(JsonNode explanation) {
    JsonNode expected = explanation.path("sensitivity");
    Iterator<double[]> explained =
        Arrays.asList(Reference.matrix(expected.path("explained"))).iterator();
    JsonNode moved = expected.path("moved");
    Estimate found =
        new MaxSensitivity(given(moved), moved.size(), 0)
            .of(
                example,
                explanation.path("name").textValue().equals("random")
                    ? times(Reference.attributions(explanation))
                    : Reference.attributions(explanation),
                rows -> Arrays.stream(rows).map(row -> explained.next()).toArray(double[][]::new));
    assertThat(found.value()).isCloseTo(expected.path("value").doubleValue(), DOUBLE);
  }

  private static double[] times(double[] factors) {
    double[] input = Reference.vector(REFERENCE.json().path("input"));
    for (int i = 0; i < input.length; i++) {
      input[i] *= factors[i];
    }
    return input;
  }

  @ParameterizedTest
  @MethodSource("explanations")
  void curvesAreThoseOfXplique(JsonNode explanation) {
    double[] attributions = Reference.attributions(explanation);
    for (int steps : List.of(4, 5, 12)) {
      check(
          new Deletion(steps).of(example, attributions),
          explanation.path("xplique").path("deletion-" + steps));
      check(
          new Insertion(steps).of(example, attributions),
          explanation.path("xplique").path("insertion-" + steps));
    }
  }

  private static void check(PerturbationCurve curve, JsonNode expected) {
    double[] scores = Reference.vector(expected.path("scores"));
    assertThat(curve.scores()).hasSize(scores.length);
    for (int i = 0; i < scores.length; i++) {
      assertThat(curve.scores().get(i)).isCloseTo(scores[i], SINGLE);
    }
    if (expected.has("area")) {
      assertThat(curve.area()).isCloseTo(expected.path("area").doubleValue(), SINGLE);
    }
  }

  @ParameterizedTest
  @MethodSource("explanations")
  void aopcIsThatOfItsFormula(JsonNode explanation) {
    double[] attributions = Reference.attributions(explanation);
    for (int steps : List.of(4, 12)) {
      assertThat(new Deletion(steps).of(example, attributions).aopc())
          .isCloseTo(explanation.path("aopc").path("" + steps).doubleValue(), DOUBLE);
    }
  }

  @ParameterizedTest
  @MethodSource("explanations")
  void muFidelityIsThatOfXplique(JsonNode explanation) {
    JsonNode expected = explanation.path("xplique").path("mu-fidelity");
    Subsets subsets = subsets(explanation, expected);
    assertThat(Correlations.spearman(subsets.attributed(), subsets.changes()).value())
        .isCloseTo(expected.path("value").doubleValue(), within(1e-4)); // Ranks of float32.
  }

  @ParameterizedTest
  @MethodSource("explanations")
  void sensitivityNIsThatOfItsFormula(JsonNode explanation) {
    for (Map.Entry<String, JsonNode> size : explanation.path("sensitivity-n").properties()) {
      Subsets subsets = subsets(explanation, size.getValue());
      assertThat(Correlations.pearson(subsets.attributed(), subsets.changes()).value())
          .isCloseTo(size.getValue().path("value").doubleValue(), DOUBLE);
    }
  }

  private Subsets subsets(JsonNode explanation, JsonNode expected) {
    double[] sums = example.sums("test", Reference.attributions(explanation));
    return Subsets.of(example, sums, Reference.subsets(expected.path("absent")));
  }

  @ParameterizedTest
  @MethodSource("explanations")
  void complexityIsThatOfQuantus(JsonNode explanation) {
    double[] attributions = Reference.attributions(explanation);
    JsonNode expected = explanation.path("quantus");
    // Quantus adds 1e-7 to each magnitude.
    assertThat(Complexity.sparseness(attributions))
        .isCloseTo(expected.path("sparseness").doubleValue(), within(1e-6));
    assertThat(Complexity.entropy(attributions))
        .isCloseTo(expected.path("entropy").doubleValue(), DOUBLE);
    assertThat(Complexity.effective(attributions, 0.3))
        .isEqualTo(expected.path("effective-0.3").intValue());
  }

  @ParameterizedTest
  @MethodSource("explanations")
  void completenessIsWhatIsLeft(JsonNode explanation) {
    Completeness found = Completeness.of(example, Reference.attributions(explanation));
    assertThat(found.sum()).isCloseTo(explanation.path("sum").doubleValue(), DOUBLE);
    assertThat(found.change()).isCloseTo(REFERENCE.json().path("change").doubleValue(), DOUBLE);
  }
}
