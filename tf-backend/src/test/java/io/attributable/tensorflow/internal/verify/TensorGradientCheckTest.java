package io.attributable.tensorflow.internal.verify;

import static io.attributable.tensorflow.internal.verify.Functions.DIRECTIONS;
import static io.attributable.tensorflow.internal.verify.Functions.WAVES;
import static io.attributable.tensorflow.internal.verify.Functions.check;
import static io.attributable.tensorflow.internal.verify.Functions.cosines;
import static io.attributable.tensorflow.internal.verify.Functions.only;
import static io.attributable.tensorflow.internal.verify.Functions.perExample;
import static io.attributable.tensorflow.internal.verify.Functions.softmaxGradient;
import static io.attributable.tensorflow.internal.verify.Functions.waveSum;
import static io.attributable.tensorflow.internal.verify.Functions.wavesGradient;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.tensorflow.internal.verify.Made.Precision;
import io.attributable.tensorflow.verify.ExampleVerification;
import io.attributable.tensorflow.verify.Reason;
import io.attributable.tensorflow.verify.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts on functions whose derivatives are known. */
class TensorGradientCheckTest {
  @Test
  void rightGradientAgreesAsCloselyAsThePrecisionTells() {
    assertAgrees(waves(Made.DOUBLE, wavesGradient()), 1e-6);
    assertAgrees(waves(Made.FLOAT, wavesGradient()), 5e-3);
    assertThat(waves(Made.BFLOAT, wavesGradient()).verdict())
        .isIn(Verdict.AGREES, Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.01, 0.99, -1, 0, 2})
  void gradientThatIsOffByAFactorDisagrees(double factor) {
    double[] wrong = Made.times(wavesGradient(), factor);
    assertThat(waves(Made.DOUBLE, wrong).verdict()).isEqualTo(Verdict.DISAGREES);
    assertThat(waves(Made.FLOAT, wrong).verdict()).isEqualTo(Verdict.DISAGREES);
  }

  @Test
  void tinyErrorsShowInDoubles() {
    assertThat(waves(Made.DOUBLE, Made.times(wavesGradient(), 1 + 1e-5)).verdict())
        .isEqualTo(Verdict.DISAGREES);
  }

  @Test
  void grossErrorsShowInHalfPrecision() {
    assertThat(waves(Made.BFLOAT, Made.times(wavesGradient(), -1)).verdict())
        .isEqualTo(Verdict.DISAGREES);
  }

  @Test
  void oneElementThatIsMissingDisagrees() {
    double[] wrong = wavesGradient();
    wrong[7] = 0;
    assertThat(waves(Made.FLOAT, wrong).verdict()).isEqualTo(Verdict.DISAGREES);
  }

  @Test
  void onlyTheExampleThatIsWrongDisagrees() {
    double[] activation = Made.numbers(30, 5);
    UnaryOperator<double[]> rule =
        values -> {
          double[] gradient = cosines(values);
          gradient[14] += 0.5;
          return gradient;
        };
    TensorFunction probe = Made.FLOAT.probe(values -> perExample(values, 3), rule);
    double[] gradient = rule.apply(activation);
    EvaluationPoint point = Made.FLOAT.point(probe, activation, gradient, true);
    List<ExampleVerification> examples = TensorGradientCheck.of(probe, point, DIRECTIONS, 0);
    assertThat(examples)
        .extracting(ExampleVerification::verdict)
        .containsExactly(Verdict.AGREES, Verdict.DISAGREES, Verdict.AGREES);
    assertThat(examples.get(1).example()).hasValue(1);
  }

  @Test
  void examplesThatInfluenceEachOtherAreComparedTogether() {
    double[] activation = Made.numbers(20, 6);
    UnaryOperator<double[]> rule =
        values -> {
          double[] slopes = cosines(values);
          for (int i = 10; i < 20; i++) {
            slopes[i] *= 1.5;
          }
          return slopes;
        };
    TensorFunction probe =
        Made.FLOAT.probe(
            values -> {
              double[] own = perExample(values, 2);
              return new double[] {own[0] + 0.5 * own[1], own[1]};
            },
            rule);
    double[] gradient = rule.apply(activation);
    ExampleVerification sum =
        only(
            TensorGradientCheck.of(
                probe, Made.FLOAT.point(probe, activation, gradient, true), DIRECTIONS, 0));
    assertThat(sum.example()).isEqualTo(OptionalInt.empty());
    assertThat(sum.reason()).contains(Reason.EXAMPLES_INTERACT);
    assertThat(sum.verdict()).isEqualTo(Verdict.AGREES);
  }

  /** As pictures and texts are compared by the angle between them: lengths make no difference. */
  @Test
  void influenceOfNormalisedExamplesIsSeen() {
    double[] activation = Made.numbers(20, 7);
    UnaryOperator<double[]> rule =
        values -> {
          double[] slopes = new double[20];
          double length = length(values);
          for (int i = 10; i < 20; i++) {
            double along = values[i] / length * cosine(values);
            slopes[i] = 5 * (Math.cos(i) - along) / length;
          }
          return slopes;
        };
    TensorFunction probe =
        Made.FLOAT.probe(values -> new double[] {3 * cosine(values), 2 * cosine(values)}, rule);
    double[] gradient = rule.apply(activation);
    ExampleVerification sum =
        only(
            TensorGradientCheck.of(
                probe, Made.FLOAT.point(probe, activation, gradient, true), DIRECTIONS, 0));
    assertThat(sum.reason()).contains(Reason.EXAMPLES_INTERACT);
    assertThat(sum.verdict()).isEqualTo(Verdict.AGREES);
  }

  /** Of the second example. */
  private static double length(double[] values) {
    return Math.sqrt(IntStream.range(10, 20).mapToDouble(i -> values[i] * values[i]).sum());
  }

  /** Of the second example, once it has length 1, along fixed numbers. */
  private static double cosine(double[] values) {
    return IntStream.range(10, 20).mapToDouble(i -> values[i] * Math.cos(i)).sum() / length(values);
  }

  @Test
  void saturatedSoftmaxIsNoFalseAlarm() {
    double[] logits = {30, 2, -1, 0.5};
    ExampleVerification saturated =
        check(Made.FLOAT, Functions::softmax, logits, softmaxGradient(logits));
    assertThat(saturated.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(saturated.reason()).contains(Reason.ROUNDING);
    double[] open = {1.2, 0.3, -0.4, 0.1};
    assertAgrees(check(Made.FLOAT, Functions::softmax, open, softmaxGradient(open)), 1e-2);
  }

  @Test
  void deadOutputAgreesWithNoGradient() {
    double[] negative = {-1, -2, -0.5};
    ExampleVerification dead = check(Made.FLOAT, Functions::relu, negative, new double[3]);
    assertAgrees(dead, 0);
    assertThat(check(Made.FLOAT, Functions::relu, negative, new double[] {1, 0, 0}).verdict())
        .isEqualTo(Verdict.DISAGREES);
  }

  @Test
  void outputThatDiffersFromRunToRunIsCalledRandom() {
    SplittableRandom noise = new SplittableRandom(3);
    ExampleVerification random =
        check(
            Made.FLOAT,
            values -> waveSum(values) * (noise.nextDouble() < 0.5 ? 0.5 : 1.5),
            WAVES,
            Functions::cosines);
    assertThat(random.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(random.reason()).contains(Reason.RANDOM);
  }

  @Test
  void gradientThatIsNoDerivativeByDefinitionIsNotBlamed() {
    TensorFunction probe =
        Made.FLOAT.probe(
            values -> new double[] {waveSum(values)}, values -> new double[WAVES.length]);
    EvaluationPoint point =
        new EvaluationPoint(
            Made.FLOAT.round(WAVES),
            new double[WAVES.length],
            probe.explained(WAVES),
            false,
            Made.FLOAT.epsilon(),
            true,
            Optional.empty());
    ExampleVerification stopped = only(TensorGradientCheck.of(probe, point, DIRECTIONS, 0));
    assertThat(stopped.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(stopped.reason()).contains(Reason.OWN_GRADIENT);
  }

  @Test
  void whatIsNotFiniteOrNotThereIsSaid() {
    double[] point = {0.5, Double.NaN};
    assertThat(check(Made.FLOAT, Made::sum, point, new double[] {1, 1}).reason())
        .contains(Reason.NOT_FINITE);
    TensorFunction none = Made.FLOAT.probe(values -> new double[0], values -> values);
    EvaluationPoint empty = Made.FLOAT.point(none, new double[0], new double[0], true);
    assertThat(only(TensorGradientCheck.of(none, empty, DIRECTIONS, 0)).reason())
        .contains(Reason.NO_EXAMPLES);
  }

  @Test
  void stepsThatLeaveTheDomainAreLeftOut() {
    double[] positive = {0.01, 2, 3};
    double[] gradient = Arrays.stream(positive).map(x -> 1 / x).toArray();
    assertAgrees(
        check(
            Made.DOUBLE, values -> Arrays.stream(values).map(Math::log).sum(), positive, gradient),
        1e-4);
  }

  @Test
  void sameSeedSaysTheSame() {
    assertThat(waves(Made.FLOAT, wavesGradient())).isEqualTo(waves(Made.FLOAT, wavesGradient()));
  }

  private static void assertAgrees(ExampleVerification example, double within) {
    assertThat(example.verdict()).as("%s", example).isEqualTo(Verdict.AGREES);
    assertThat(example.reason()).isEqualTo(Optional.empty());
    assertThat(example.directions())
        .allSatisfy(
            check -> {
              assertThat(check.deviation()).isLessThanOrEqualTo(check.bound());
              assertThat(check.bound()).isLessThanOrEqualTo(within);
            });
  }

  private static ExampleVerification waves(Precision precision, double[] gradient) {
    return check(precision, Functions::waveSum, WAVES, gradient);
  }
}
