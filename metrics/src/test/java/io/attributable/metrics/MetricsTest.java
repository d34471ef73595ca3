package io.attributable.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final double[] WEIGHTS = {3, -2, 0, 1, 5, -4, 0.5, 2};
  private static final double[] ONES = {1, 1, 1, 1, 1, 1, 1, 1};
  private static final Reference REFERENCE = Reference.read();

  private final List<Integer> batches = new ArrayList<>();

  private double[] linear(double[][] rows) {
    batches.add(rows.length);
    return Arrays.stream(rows)
        .mapToDouble(
            row -> {
              double sum = 0;
              for (int i = 0; i < row.length; i++) {
                sum += WEIGHTS[i] * row[i];
              }
              return sum;
            })
        .toArray();
  }

  private ExplainedExample example() {
    return ExplainedExample.of(ONES, new double[8], FeatureGroups.each(8), this::linear);
  }

  @Test
  void theTruthOfALinearModelIsFaithful() {
    ExplainedExample example = example();
    assertThat(new MuFidelity(100, 0.3, 1).of(example, WEIGHTS).value()).isEqualTo(1);
    for (int size : List.of(1, 3, 7)) {
      assertThat(new SensitivityN(size, 50, 1).of(example, WEIGHTS).value())
          .isCloseTo(1, within(1e-12));
    }
    Infidelity noise = new Infidelity(Perturbation.noise(0.2), 30, false, 1);
    assertThat(noise.of(example, WEIGHTS, Mode.LOCAL).value()).isCloseTo(0, within(1e-20));
    assertThat(noise.of(example, WEIGHTS, Mode.GLOBAL).value()).isCloseTo(0, within(1e-20));
    assertThat(Completeness.of(example, WEIGHTS).relative()).isZero();
    double best = new Deletion(8).of(example, WEIGHTS).area();
    assertThat(new Deletion(8).of(example, ONES).area()).isGreaterThan(best);
    assertThat(new Insertion(8).of(example, ONES).area())
        .isLessThan(new Insertion(8).of(example, WEIGHTS).area());
  }

  @Test
  void inputsAreGivenInBatches() {
    new MuFidelity(600, 0.3, 1).of(example(), WEIGHTS);
    assertThat(batches).containsExactly(256, 256, 89);
  }

  @Test
  void seedsMakeNumbersComeAgain() {
    ExplainedExample example = REFERENCE.example();
    double[] attributions = Reference.attributions(REFERENCE.explanations().get(0));
    MuFidelity metric = new MuFidelity(50, 0.3, 7);
    assertThat(metric.of(example, attributions)).isEqualTo(metric.of(example, attributions));
    assertThat(metric.of(example, attributions))
        .isNotEqualTo(new MuFidelity(50, 0.3, 8).of(example, attributions));
  }

  /** Numbers of few samples differ from those of many by as much as their errors say. */
  @Test
  void errorsSayHowFarNumbersAreFromTheTruth() {
    ExplainedExample example = REFERENCE.example();
    double[] attributions = Reference.attributions(REFERENCE.explanations().get(0));
    double truth = new MuFidelity(20_000, 0.3, 1).of(example, attributions).value();
    double mean = infidelity(20_000, 1).of(example, attributions, Mode.GLOBAL).value();
    int within = 0;
    int withinOfMean = 0;
    for (int seed = 2; seed < 102; seed++) {
      Estimate found = new MuFidelity(100, 0.3, seed).of(example, attributions);
      within += Math.abs(found.value() - truth) < 2 * found.error() ? 1 : 0;
      Estimate other = infidelity(100, seed).of(example, attributions, Mode.GLOBAL);
      withinOfMean += Math.abs(other.value() - mean) < 2 * other.error() ? 1 : 0;
    }
    assertThat(within).isBetween(88, 100);
    assertThat(withinOfMean).isBetween(88, 100);
  }

  private static Infidelity infidelity(int samples, long seed) {
    return new Infidelity(Perturbation.removal(0.3), samples, false, seed);
  }

  /** Of equal attributions only the sizes of subsets would tell anything. */
  @Test
  void attributionsThatAreAllEqualGetNoCredit() {
    ExplainedExample example = example();
    FeatureGroups unequal = FeatureGroups.of(0, 0, 0, 0, 1, 1, 1, 2);
    ExplainedExample grouped = ExplainedExample.of(ONES, new double[8], unequal, this::linear);
    double[] rounded = ONES.clone();
    rounded[3] = 1 + 1e-8;
    for (double[] nothing : List.of(ONES, new double[8], rounded)) {
      assertThat(example.isConstant(nothing)).isTrue();
      for (ExplainedExample one : List.of(example, grouped)) {
        assertThat(new MuFidelity(50, 0.3, 1).of(one, nothing).value()).isNaN();
        assertThat(new SensitivityN(2, 50, 1).of(one, nothing).value()).isNaN();
      }
    }
    assertThat(example.isConstant(WEIGHTS)).isFalse();
    Infidelity infidelity = new Infidelity(Perturbation.removal(0.3), 50, true, 1);
    assertThat(infidelity.of(example, WEIGHTS, Mode.GLOBAL).value()).isLessThan(1e-20);
  }

  @Test
  void subsetsHaveTheSizeThatIsAskedFor() {
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      double[] removed = Perturbation.removal(0.3).drawn(example(), random);
      assertThat(Arrays.stream(removed).filter(value -> value == 0)).hasSize(2);
    }
    assertThat(Subsets.size(2, 0.01)).isEqualTo(1);
    assertThat(Subsets.size(5, 0.99)).isEqualTo(4);
    assertThat(Subsets.size(1, 0.5)).isEqualTo(1);
  }

  @Test
  void ratiosToNothingAreUndefined() {
    double[] zeros = new double[8];
    ExplainedExample still =
        ExplainedExample.of(ONES, zeros, FeatureGroups.each(8), rows -> new double[rows.length]);
    assertThat(Completeness.of(still, zeros).relative()).isNaN();
    assertThat(Completeness.of(still, ONES).relative()).isInfinite();
    assertThat(
            new MaxSensitivity(Perturbation.uniform(0.1), 3, 1)
                .of(example(), zeros, rows -> new double[rows.length][8])
                .value())
        .isNaN();
  }

  @Test
  void channelsOfAPixelAreOneFeature() {
    FeatureGroups pixels = FeatureGroups.runs(8, 2);
    assertThat(pixels.count()).isEqualTo(4);
    assertThat(pixels.sums(WEIGHTS)).containsExactly(1, 1, 1, 2.5);
    ExplainedExample example = ExplainedExample.of(ONES, new double[8], pixels, this::linear);
    PerturbationCurve curve = new Deletion(10).of(example, WEIGHTS);
    assertThat(curve.fractions()).containsExactly(0.0, 0.25, 0.5, 0.75, 1.0);
    assertThat(curve.scores()).containsExactly(5.5, 3.0, 2.0, 1.0, 0.0);
    FeatureGroups joined = FeatureGroups.joined(FeatureGroups.each(2), FeatureGroups.runs(4, 2));
    assertThat(joined.sums(new double[] {1, 2, 3, 4, 5, 6})).containsExactly(1, 2, 7, 11);
    assertThatThrownBy(() -> FeatureGroups.of(0, 2)).hasMessageContaining("feature 1");
  }

  @Test
  void complexityKnowsTheEnds() {
    assertThat(Complexity.sparseness(new double[] {0, 0, 0, -3})).isEqualTo(0.75);
    assertThat(Complexity.sparseness(ONES)).isZero();
    assertThat(Complexity.sparseness(new double[4])).isZero();
    assertThat(Complexity.effective(new double[] {0, 2, -4, 1}, 0.3)).isEqualTo(2);
    assertThat(Complexity.entropy(new double[] {0, 0, 5})).isZero();
    assertThat(Complexity.entropy(ONES)).isCloseTo(Math.log(8), within(1e-12));
  }

  @Test
  void ranksOfTiesAndSignedZerosAreShared() {
    assertThat(RankCorrelation.ranks(new double[] {-0.0, 0.0, 3, -1}))
        .containsExactly(2.5, 2.5, 4, 1);
    assertThat(RankCorrelation.spearman(new double[] {1, 1}, new double[] {1, 2})).isNaN();
    assertThat(RankCorrelation.kendall(new double[] {1}, new double[] {1})).isNaN();
    double[] noNumber = {1, Double.NaN, 3};
    assertThat(RankCorrelation.spearman(noNumber, new double[] {1, 2, 3})).isNaN();
    assertThat(RankCorrelation.kendall(new double[] {1, 2, 3}, noNumber)).isNaN();
    assertThat(RankCorrelation.kendall(new double[] {0.0, -0.0, 1}, new double[] {5, 5, 6}))
        .isEqualTo(1);
  }

  @Test
  void whatHasNoAnswerIsRefused() {
    ExplainedExample one =
        ExplainedExample.of(new double[1], new double[1], FeatureGroups.each(1), this::linear);
    refused(() -> new MuFidelity(9, 0.2, 1).of(one, new double[1]), "1 feature");
    refused(() -> new Deletion(9).of(one, new double[1]), "1 feature");
    refused(() -> new SensitivityN(8, 9, 1).of(example(), WEIGHTS), "8 features");
    refused(() -> new MuFidelity(1, 0.2, 1), "1 sample");
    refused(() -> new MuFidelity(10, 1, 1), "part 1.0");
    refused(() -> new Deletion(0), "0 steps");
    refused(() -> Perturbation.noise(0), "noise 0.0");
    refused(() -> Perturbation.uniform(Double.NaN), "radius NaN");
    double[] infinite = WEIGHTS.clone();
    infinite[3] = Double.POSITIVE_INFINITY;
    refused(() -> new Deletion(3).of(example(), infinite), "element 3 is Infinity");
    ExplainedExample several =
        ExplainedExample.of(ONES, ONES, FeatureGroups.each(8), rows -> new double[rows.length + 1]);
    refused(several::score, "no scalar per example");
    ExplainedExample nothing =
        ExplainedExample.of(ONES, ONES, FeatureGroups.each(8), rows -> new double[] {Double.NaN});
    refused(nothing::score, "an explained value of NaN at the input itself");
    refused(nothing::score, "Explain inputs of which");
    ExplainedExample absent =
        ExplainedExample.of(
            ONES,
            new double[8],
            FeatureGroups.each(8),
            rows -> Arrays.stream(rows).mapToDouble(row -> 1 / row[0]).toArray());
    refused(() -> new Deletion(2).of(absent, WEIGHTS), "Choose a baseline");
  }

  private static void refused(ThrowingCallable action, String what) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METRIC_NOT_APPLICABLE))
        .hasMessageContaining(what);
  }
}
