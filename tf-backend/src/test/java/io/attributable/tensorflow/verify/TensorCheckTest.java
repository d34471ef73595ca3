package io.attributable.tensorflow.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.tensorflow.verify.DirectionCheck.Kind;
import io.attributable.tensorflow.verify.Made.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts on functions whose derivatives are known. */
class TensorCheckTest {
  private static final int DIRECTIONS = 5;
  private static final double[] WAVES = Made.numbers(40, 1);

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
    Probe probe = Made.FLOAT.probe(values -> perExample(values, 3));
    double[] activation = Made.numbers(30, 5);
    double[] gradient = cosines(activation);
    gradient[14] += 0.5;
    Point point = Made.FLOAT.point(probe, activation, gradient, true);
    List<ExampleVerification> examples = TensorCheck.of(probe, point, DIRECTIONS, 0);
    assertThat(examples)
        .extracting(ExampleVerification::verdict)
        .containsExactly(Verdict.AGREES, Verdict.DISAGREES, Verdict.AGREES);
    assertThat(examples.get(1).example()).hasValue(1);
  }

  @Test
  void examplesThatInfluenceEachOtherAreComparedTogether() {
    double[] activation = Made.numbers(20, 6);
    Probe probe =
        Made.FLOAT.probe(
            values -> {
              double[] own = perExample(values, 2);
              return new double[] {own[0] + 0.5 * own[1], own[1]};
            });
    double[] gradient = cosines(activation);
    for (int i = 10; i < 20; i++) {
      gradient[i] *= 1.5;
    }
    ExampleVerification sum =
        only(
            TensorCheck.of(
                probe, Made.FLOAT.point(probe, activation, gradient, true), DIRECTIONS, 0));
    assertThat(sum.example()).isEqualTo(OptionalInt.empty());
    assertThat(sum.reason()).contains(Reason.EXAMPLES_INTERACT);
    assertThat(sum.verdict()).isEqualTo(Verdict.AGREES);
  }

  @Test
  void kinkAtTheActivationIsNoError() {
    double[] zeros = new double[8];
    ExampleVerification relu = check(Made.FLOAT, TensorCheckTest::relu, zeros, zeros);
    assertThat(relu.verdict()).isEqualTo(Verdict.NOT_SMOOTH);
    assertThat(relu.reason()).contains(Reason.KINK);
    double[] ties = {0.7, 0.7, 0.2};
    assertThat(check(Made.FLOAT, TensorCheckTest::max, ties, new double[] {1, 0, 0}).verdict())
        .isEqualTo(Verdict.NOT_SMOOTH);
  }

  @Test
  void smallKinkHidesNoLargeError() {
    double[] activation = Made.numbers(40, 8);
    activation[0] = 0;
    ToDoubleFunction<double[]> kinked = values -> waveSum(values) + 0.3 * Math.abs(values[0]);
    double[] right = cosines(activation);
    assertThat(check(Made.FLOAT, kinked, activation, right).verdict()).isEqualTo(Verdict.AGREES);
    assertThat(check(Made.FLOAT, kinked, activation, Made.times(right, -1)).verdict())
        .isEqualTo(Verdict.DISAGREES);
    assertThat(check(Made.FLOAT, kinked, activation, Made.times(right, 2)).verdict())
        .isEqualTo(Verdict.DISAGREES);
  }

  @Test
  void manyKinksThatMayCancelAreNoError() {
    double[] activation = new double[60];
    double[] gradient = new double[60];
    for (int i = 0; i < 60; i += 2) {
      activation[i] = activation[i + 1] = 0.1 * (i % 14 + 1);
      gradient[i] = i % 4 == 0 ? 1 : -1;
    }
    for (long seed = 0; seed < 50; seed++) {
      Probe probe = Made.FLOAT.probe(values -> new double[] {pairs(values)});
      Point point = Made.FLOAT.point(probe, activation, gradient);
      assertThat(only(TensorCheck.of(probe, point, DIRECTIONS, seed)).verdict())
          .isNotEqualTo(Verdict.DISAGREES);
    }
  }

  @Test
  void whereZerosTieTheRestIsStillCompared() {
    double[] activation = {0, 0, 0, 0.9, 0, 0.4, 0, 0, 0.8, 0.3};
    double[] right = {1, 0, 0, -1, 0, 0, 0, 0, 1, 0};
    ExampleVerification pooled =
        check(Made.FLOAT, TensorCheckTest::pairs, activation, rightOfPairs(activation));
    assertThat(pooled.verdict()).isEqualTo(Verdict.AGREES_WHERE_SMOOTH);
    assertThat(pooled.directions()).extracting(DirectionCheck::kind).containsOnly(Kind.ZEROS_KEPT);
    double[] wrong = rightOfPairs(activation);
    wrong[8] = -wrong[8];
    assertThat(check(Made.FLOAT, TensorCheckTest::pairs, activation, wrong).verdict())
        .isEqualTo(Verdict.DISAGREES);
    assertThat(right).isNotEqualTo(wrong);
  }

  @Test
  void kinksNearbyAreNotTakenForErrors() {
    for (long seed = 0; seed < 60; seed++) {
      ReluNetwork network = new ReluNetwork(30, 400, seed);
      double[] activation = Made.numbers(30, 1000 + seed);
      Probe probe = Made.FLOAT.probe(values -> new double[] {network.value(values)});
      Point point = Made.FLOAT.point(probe, activation, network.gradient(activation));
      assertThat(only(TensorCheck.of(probe, point, DIRECTIONS, seed)).verdict())
          .isIn(Verdict.AGREES, Verdict.INCONCLUSIVE);
      Point wrong =
          Made.FLOAT.point(probe, activation, Made.times(network.gradient(activation), -1));
      assertThat(only(TensorCheck.of(probe, wrong, DIRECTIONS, seed)).verdict())
          .isEqualTo(Verdict.DISAGREES);
    }
  }

  @Test
  void saturatedSoftmaxIsNoFalseAlarm() {
    double[] logits = {30, 2, -1, 0.5};
    ExampleVerification saturated =
        check(Made.FLOAT, TensorCheckTest::softmax, logits, softmaxGradient(logits));
    assertThat(saturated.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(saturated.reason()).contains(Reason.ROUNDING);
    double[] open = {1.2, 0.3, -0.4, 0.1};
    assertAgrees(check(Made.FLOAT, TensorCheckTest::softmax, open, softmaxGradient(open)), 1e-2);
  }

  @Test
  void deadOutputAgreesWithNoGradient() {
    double[] negative = {-1, -2, -0.5};
    ExampleVerification dead = check(Made.FLOAT, TensorCheckTest::relu, negative, new double[3]);
    assertAgrees(dead, 0);
    assertThat(check(Made.FLOAT, TensorCheckTest::relu, negative, new double[] {1, 0, 0}).verdict())
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
            wavesGradient());
    assertThat(random.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(random.reason()).contains(Reason.RANDOM);
  }

  @Test
  void gradientThatIsNoDerivativeByDefinitionIsNotBlamed() {
    Probe probe = Made.FLOAT.probe(values -> new double[] {waveSum(values)});
    Point point =
        new Point(
            Made.FLOAT.round(WAVES),
            new double[WAVES.length],
            probe.explained(WAVES),
            false,
            Made.FLOAT.epsilon(),
            true);
    ExampleVerification stopped = only(TensorCheck.of(probe, point, DIRECTIONS, 0));
    assertThat(stopped.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(stopped.reason()).contains(Reason.OWN_GRADIENT);
  }

  @Test
  void whatIsNotFiniteOrNotThereIsSaid() {
    double[] point = {0.5, Double.NaN};
    assertThat(check(Made.FLOAT, Made::sum, point, new double[] {1, 1}).reason())
        .contains(Reason.NOT_FINITE);
    Probe none = Made.FLOAT.probe(values -> new double[0]);
    Point empty = Made.FLOAT.point(none, new double[0], new double[0], true);
    assertThat(only(TensorCheck.of(none, empty, DIRECTIONS, 0)).reason())
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
    return check(precision, TensorCheckTest::waveSum, WAVES, gradient);
  }

  private static ExampleVerification check(
      Precision precision,
      ToDoubleFunction<double[]> explained,
      double[] activation,
      double[] gradient) {
    Probe probe = precision.probe(values -> new double[] {explained.applyAsDouble(values)});
    return only(TensorCheck.of(probe, precision.point(probe, activation, gradient), DIRECTIONS, 0));
  }

  private static ExampleVerification only(List<ExampleVerification> examples) {
    assertThat(examples).hasSize(1);
    return examples.get(0);
  }

  private static double waveSum(double[] values) {
    return 1 + Arrays.stream(values).map(Math::sin).sum();
  }

  private static double[] wavesGradient() {
    return cosines(WAVES);
  }

  private static double[] cosines(double[] values) {
    return Arrays.stream(values).map(Math::cos).toArray();
  }

  private static double[] perExample(double[] values, int examples) {
    int size = values.length / examples;
    return IntStream.range(0, examples)
        .mapToDouble(i -> waveSum(Arrays.copyOfRange(values, i * size, (i + 1) * size)))
        .toArray();
  }

  private static double relu(double[] values) {
    return Arrays.stream(values).map(x -> Math.max(0, x)).sum();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  /** Maxima of neighbours, with weights of either sign. */
  private static double pairs(double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i += 2) {
      sum += (i % 4 == 0 ? 1 : -1) * Math.max(values[i], values[i + 1]);
    }
    return sum;
  }

  /** As TensorFlow has it: the first of equals. */
  private static double[] rightOfPairs(double[] values) {
    double[] gradient = new double[values.length];
    for (int i = 0; i < values.length; i += 2) {
      gradient[values[i] >= values[i + 1] ? i : i + 1] = i % 4 == 0 ? 1 : -1;
    }
    return gradient;
  }

  private static double softmax(double[] logits) {
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    return Math.exp(logits[0]) / sum;
  }

  private static double[] softmaxGradient(double[] logits) {
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    double first = Math.exp(logits[0]) / sum;
    double[] gradient = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      gradient[i] = first * ((i == 0 ? 1 : 0) - Math.exp(logits[i]) / sum);
    }
    return gradient;
  }
}
