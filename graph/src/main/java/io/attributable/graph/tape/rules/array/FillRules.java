package io.attributable.graph.tape.rules.array;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;

/**
 * Arrays that are filled from a few scalars. Python registers both ops as not differentiable
 * ({@code tensorflow/python/ops/array_grad.py}, {@code tensorflow/python/ops/math_grad.py}).
 */
public final class FillRules {
  private FillRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "OneHot", FillRules::oneHot,
        "Range", FillRules::range);
  }

  /** Inputs: indices, depth, on value, off value. y is linear in the on and off values. */
  private static Map<Integer, TensorRef> oneHot(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef dy = context.gradient();
    TensorRef indices =
        context
            .writer()
            .op(
                "OneHot",
                context.input(0),
                context.input(1),
                w.scalarLike(dy, 1),
                w.scalarLike(dy, 0))
            .like(context.node(), "axis")
            .shapedLike(dy)
            .write();
    TensorRef there = new ArrayWriter(context.writer()).mul(dy, indices, dy);
    ArrayWriter arrays = new ArrayWriter(context.writer());
    return Map.of(2, arrays.total(there), 3, arrays.rest(dy, there));
  }

  /**
   * Inputs: start, limit, delta. Element i is start + i delta; the limit only decides how many
   * there are.
   */
  private static Map<Integer, TensorRef> range(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef dy = context.gradient();
    TensorRef steps = w.cast(arrays.range(arrays.size(dy)), w.graph().type(dy));
    return Map.of(0, arrays.total(dy), 2, arrays.total(arrays.mul(dy, steps, dy)));
  }
}
