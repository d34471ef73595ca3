package io.attributable.tensorflow.internal.verify;

import static io.attributable.tensorflow.internal.verify.Functions.DIRECTIONS;
import static io.attributable.tensorflow.internal.verify.Functions.check;
import static io.attributable.tensorflow.internal.verify.Functions.cosines;
import static io.attributable.tensorflow.internal.verify.Functions.only;
import static io.attributable.tensorflow.internal.verify.Functions.pairs;
import static io.attributable.tensorflow.internal.verify.Functions.rightOfPairs;
import static io.attributable.tensorflow.internal.verify.Functions.waveSum;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.tensorflow.verify.DirectionCheck;
import io.attributable.tensorflow.verify.DirectionCheck.Kind;
import io.attributable.tensorflow.verify.ExampleVerification;
import io.attributable.tensorflow.verify.Reason;
import io.attributable.tensorflow.verify.Verdict;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Verdicts where the output is not differentiable, at the activation or near to it. */
class LineIntegralCheckTest {
  @Test
  void nonDifferentiablePointAtTheActivationIsNoError() {
    double[] zeros = new double[8];
    ExampleVerification relu = check(Made.FLOAT, Functions::relu, zeros, Functions::reluGradient);
    assertThat(relu.verdict()).isEqualTo(Verdict.NOT_SMOOTH);
    assertThat(relu.reason()).contains(Reason.NON_DIFFERENTIABLE);
    double[] ties = {0.7, 0.7, 0.2};
    assertThat(check(Made.FLOAT, Functions::max, ties, Functions::firstOfLargest).verdict())
        .isEqualTo(Verdict.NOT_SMOOTH);
  }

  @Test
  void smallJumpOfTheDerivativeHidesNoLargeError() {
    double[] activation = Made.numbers(40, 8);
    activation[0] = 0;
    ToDoubleFunction<double[]> withAbs = values -> waveSum(values) + 0.3 * Math.abs(values[0]);
    assertThat(check(Made.FLOAT, withAbs, activation, times(1)).verdict())
        .isEqualTo(Verdict.AGREES);
    assertThat(check(Made.FLOAT, withAbs, activation, times(-1)).verdict())
        .isEqualTo(Verdict.DISAGREES);
    assertThat(check(Made.FLOAT, withAbs, activation, times(2)).verdict())
        .isEqualTo(Verdict.DISAGREES);
  }

  private static UnaryOperator<double[]> times(double factor) {
    return values -> {
      double[] gradient = cosines(values);
      gradient[0] += 0.3 * Math.signum(values[0]);
      return Made.times(gradient, factor);
    };
  }

  @Test
  void manyNonDifferentiablePointsThatMayCancelAreNoError() {
    double[] activation = new double[60];
    double[] gradient = new double[60];
    for (int i = 0; i < 60; i += 2) {
      activation[i] = activation[i + 1] = 0.1 * (i % 14 + 1);
      gradient[i] = i % 4 == 0 ? 1 : -1;
    }
    for (long seed = 0; seed < 50; seed++) {
      TensorFunction probe =
          Made.FLOAT.probe(values -> new double[] {pairs(values)}, Functions::rightOfPairs);
      EvaluationPoint point = Made.FLOAT.point(probe, activation, gradient);
      assertThat(only(TensorGradientCheck.of(probe, point, DIRECTIONS, seed)).verdict())
          .isNotEqualTo(Verdict.DISAGREES);
    }
  }

  @Test
  void whereZerosTieTheRestIsStillCompared() {
    double[] activation = {0, 0, 0, 0.9, 0, 0.4, 0, 0, 0.8, 0.3};
    ExampleVerification pooled =
        check(Made.FLOAT, Functions::pairs, activation, Functions::rightOfPairs);
    assertThat(pooled.verdict()).isEqualTo(Verdict.AGREES_WHERE_SMOOTH);
    assertThat(pooled.directions()).extracting(DirectionCheck::kind).containsOnly(Kind.ZEROS_KEPT);
    UnaryOperator<double[]> wrong =
        values -> {
          double[] gradient = rightOfPairs(values);
          gradient[8] = -gradient[8];
          return gradient;
        };
    assertThat(check(Made.FLOAT, Functions::pairs, activation, wrong).verdict())
        .isEqualTo(Verdict.DISAGREES);
  }

  @Test
  @Tag("slow")
  void nonDifferentiablePointsNearbyAreNotTakenForErrors() {
    for (long seed = 0; seed < 60; seed++) {
      ReluNetwork network = new ReluNetwork(30, 400, seed);
      double[] activation = Made.numbers(30, 1000 + seed);
      UnaryOperator<double[]> value = values -> new double[] {network.value(values)};
      TensorFunction probe = Made.FLOAT.probe(value, network::gradient);
      EvaluationPoint point = Made.FLOAT.point(probe, activation, network.gradient(activation));
      assertThat(only(TensorGradientCheck.of(probe, point, DIRECTIONS, seed)).verdict())
          .isIn(Verdict.AGREES, Verdict.INCONCLUSIVE);
      UnaryOperator<double[]> rule = values -> Made.times(network.gradient(values), -1);
      TensorFunction turned = Made.FLOAT.probe(value, rule);
      EvaluationPoint wrong = Made.FLOAT.point(turned, activation, rule.apply(activation));
      assertThat(only(TensorGradientCheck.of(turned, wrong, DIRECTIONS, seed)).verdict())
          .isEqualTo(Verdict.DISAGREES);
    }
  }
}
