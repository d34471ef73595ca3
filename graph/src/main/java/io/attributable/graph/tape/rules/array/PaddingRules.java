package io.attributable.graph.tape.rules.array;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Padding and broadcasting.
 *
 * <p>Source: {@code tensorflow/python/ops/array_grad.py}, {@code _PadGrad}, {@code
 * _BroadcastToGrad}.
 */
public final class PaddingRules {
  private PaddingRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "Pad", PaddingRules::pad,
        "PadV2", PaddingRules::pad,
        "BroadcastTo", PaddingRules::broadcast);
  }

  /**
   * Inputs: the array, the paddings before and after each dimension, and the constant to pad with.
   */
  private static Map<Integer, TensorRef> pad(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef x = context.input(0);
    TensorRef inside =
        new ArrayWriter(context.writer())
            .slice(
                context.gradient(),
                before(context),
                w.shapeOf(x, w.graph().type(context.input(1))),
                w.graph().shape(x));
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(0, inside);
    if (context.needs(2)) {
      gradients.put(2, new ArrayWriter(context.writer()).rest(context.gradient(), inside));
    }
    return gradients;
  }

  private static TensorRef before(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef paddings = context.input(1);
    Shape shape = w.graph().shape(context.input(0));
    Shape rank = Shape.of(shape.isUnknown() ? Shape.UNKNOWN_SIZE : shape.numDimensions());
    TensorRef zeros = w.cast(w.ints(0, 0), w.graph().type(paddings));
    TensorRef column = w.cast(w.ints(-1, 1), w.graph().type(paddings));
    TensorRef before =
        new ArrayWriter(context.writer()).slice(paddings, zeros, column, Shape.of(rank.get(0), 1));
    return w.reshape(before, w.ints(-1), rank);
  }

  private static Map<Integer, TensorRef> broadcast(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef x = context.input(0);
    TensorRef target = context.input(1);
    TensorRef shape = w.shapeOf(x, w.graph().type(target));
    TensorRef axes = arrays.broadcastAxes(shape, target).output(0);
    TensorRef sum = w.sum(context.gradient(), axes, false);
    return Map.of(0, w.reshape(sum, shape, w.graph().shape(x)));
  }
}
