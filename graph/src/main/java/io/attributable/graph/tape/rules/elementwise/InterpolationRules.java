package io.attributable.graph.tape.rules.elementwise;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Linear interpolation between two values, and the next representable value. Python registers
 * {@code LinSpace} as not differentiable ({@code tensorflow/python/ops/math_grad.py}).
 */
public final class InterpolationRules {
  private InterpolationRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "LinSpace",
        InterpolationRules::evenlySpaced,
        "NextAfter",
        ArithmeticRules.rule((w, x, to, dy) -> dy, (w, x, to, dy) -> w.unary("ZerosLike", dy)));
  }

  /** Inputs: start, stop, number of values. The weights of both ends are evenly spaced, too. */
  private static Map<Integer, TensorRef> evenlySpaced(RuleContext context) {
    Map<Integer, TensorRef> gradients = new HashMap<>();
    for (int end = 0; end < 2; end++) {
      if (context.needs(end)) {
        gradients.put(end, sum(context, weights(context, end)));
      }
    }
    return gradients;
  }

  private static TensorRef weights(RuleContext context, int end) {
    NodeWriter w = context.writer();
    TensorRef dy = context.gradient();
    return context
        .writer()
        .op("LinSpace", w.scalarLike(dy, 1 - end), w.scalarLike(dy, end), context.input(2))
        .shapedLike(dy)
        .write();
  }

  private static TensorRef sum(RuleContext context, TensorRef weights) {
    NodeWriter w = context.writer();
    TensorRef dy = context.gradient();
    return context
        .writer()
        .op("Sum", new ArrayWriter(context.writer()).mul(dy, weights, dy), w.ints(0))
        .shape(Shape.scalar())
        .write();
  }
}
