package io.attributable.tensorflow.rules;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gradients without any rule, by perturbing one value after the other. Where an op is not
 * differentiable the slopes on both sides differ; such places hold NaN.
 */
final class Differences {
  private final ForwardRun run;
  private final OpNode node;
  private final double step;
  private final double tolerance;
  private final double middle;

  private Differences(ForwardRun run) {
    this.run = run;
    this.node = run.node();
    this.step = node.isDouble() ? 1e-5 : 1e-2;
    this.tolerance = node.isDouble() ? 1e-3 : 0.1;
    this.middle = run.score();
  }

  /** The gradients of all inputs that are varied. */
  static Map<Integer, Value> of(ForwardRun run) {
    Differences differences = new Differences(run);
    Map<Integer, Value> gradients = new LinkedHashMap<>();
    run.node().varied().stream().sorted().forEach(i -> gradients.put(i, differences.gradient(i)));
    return gradients;
  }

  private Value gradient(int input) {
    Value value = node.inputs().get(input);
    double[] slopes = new double[value.numbers().length];
    for (int i = 0; i < slopes.length; i++) {
      double above = run.score(input, value.nudged(i, step));
      double below = run.score(input, value.nudged(i, -step));
      double right = (above - middle) / step;
      double left = (middle - below) / step;
      boolean nonDifferentiable =
          Math.abs(right - left) > tolerance * Math.max(1, Math.abs(right + left));
      slopes[i] = nonDifferentiable ? Double.NaN : (above - below) / (2 * step);
    }
    return new Value(value.type(), value.shape(), slopes);
  }
}
