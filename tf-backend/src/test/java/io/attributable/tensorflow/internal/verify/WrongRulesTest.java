package io.attributable.tensorflow.internal.verify;

import static io.attributable.tensorflow.internal.verify.Functions.DIRECTIONS;
import static io.attributable.tensorflow.internal.verify.Functions.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.tensorflow.internal.verify.Piecewise.Back;
import io.attributable.tensorflow.verify.Verdict;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Gradients that jump: right ones are never blamed, and no wrong one is excused. */
@Tag("slow")
class WrongRulesTest {
  private static final int INPUTS = 20;
  private static final int SEEDS = 8;

  private static Map<String, UnaryOperator<Back>> wrong() {
    Map<String, UnaryOperator<Back>> wrong = new LinkedHashMap<>();
    wrong.put("scaled", after(dx -> Made.times(dx, 1.5)));
    wrong.put("of the other sign", after(dx -> Made.times(dx, -1)));
    wrong.put("zero", after(dx -> new double[dx.length]));
    wrong.put("shifted by one", after(dx -> shifted(dx, 1)));
    wrong.put("of swapped halves", after(dx -> shifted(dx, dx.length / 2)));
    wrong.put("with terms dropped", after(WrongRulesTest::halved));
    wrong.put("the first for all", back -> (x, dy) -> back.of(x, spread(dy)));
    wrong.put("as if nothing was chosen", back -> (x, dy) -> everywhere(x, dy));
    return wrong;
  }

  private static UnaryOperator<Back> after(UnaryOperator<double[]> change) {
    return back -> (x, dy) -> change.apply(back.of(x, dy));
  }

  private static double[] shifted(double[] dx, int by) {
    double[] shifted = new double[dx.length];
    for (int i = 0; i < dx.length; i++) {
      shifted[(i + by) % dx.length] = dx[i];
    }
    return shifted;
  }

  private static double[] halved(double[] dx) {
    double[] halved = dx.clone();
    for (int i = 0; i < dx.length; i += 2) {
      halved[i] = 0;
    }
    return halved;
  }

  private static double[] spread(double[] dy) {
    double[] spread = new double[dy.length];
    Arrays.fill(spread, dy[0]);
    return spread;
  }

  /** Jumps nowhere, where it should. */
  private static double[] everywhere(double[] x, double[] dy) {
    double[] dx = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      dx[i] = dy[i * dy.length / x.length];
    }
    return dx;
  }

  @TestFactory
  Stream<DynamicTest> rightOnesAreNotBlamed() {
    return Piecewise.all().stream()
        .map(
            network ->
                DynamicTest.dynamicTest(
                    network.name(),
                    () -> {
                      for (long seed = 0; seed < 5 * SEEDS; seed++) {
                        assertThat(verdict(network, seed, UnaryOperator.identity()))
                            .as("seed %d", seed)
                            .isNotEqualTo(Verdict.DISAGREES);
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> wrongOnesAreFound() {
    return Piecewise.all().stream()
        .flatMap(
            network ->
                wrong().entrySet().stream()
                    .map(
                        rule ->
                            DynamicTest.dynamicTest(
                                network.name() + ", " + rule.getKey(),
                                () -> assertFound(network, rule.getValue()))));
  }

  private static void assertFound(Piecewise network, UnaryOperator<Back> rule) {
    for (long seed = 0; seed < SEEDS; seed++) {
      if (isOff(network, seed, rule)) {
        assertThat(verdict(network, seed, rule)).as("seed %d", seed).isEqualTo(Verdict.DISAGREES);
      }
    }
  }

  /** A wrong rule may be right by chance where few terms are left. */
  private static boolean isOff(Piecewise network, long seed, UnaryOperator<Back> rule) {
    double[] activation = Made.numbers(INPUTS, 7000 + seed);
    double[] right = network.gradient(activation, seed, UnaryOperator.identity());
    double[] wrong = network.gradient(activation, seed, rule);
    double off = 0;
    double size = 0;
    for (int i = 0; i < right.length; i++) {
      off += Math.pow(wrong[i] - right[i], 2);
      size += right[i] * right[i];
    }
    return off > 1e-4 * size;
  }

  private static Verdict verdict(Piecewise network, long seed, UnaryOperator<Back> rule) {
    TensorFunction probe =
        Made.FLOAT.probe(
            input -> new double[] {network.value(input, seed)},
            input -> network.gradient(input, seed, rule));
    double[] activation = Made.numbers(INPUTS, 7000 + seed);
    EvaluationPoint point =
        Made.FLOAT.point(probe, activation, network.gradient(activation, seed, rule));
    return only(TensorGradientCheck.of(probe, point, DIRECTIONS, seed)).verdict();
  }
}
