package io.attributable.graph.tape.rules.array;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ConstantIntegers;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.OpWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Slices of arrays: what was not taken has gradient zero.
 *
 * <p>Source: {@code tensorflow/python/ops/array_grad.py}, {@code _SliceGrad}, {@code
 * _StridedSliceGrad}, {@code _TensorStridedSliceUpdateGrad}.
 */
public final class SliceRules {
  static final String[] MASKS = {
    "begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask"
  };

  private SliceRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "Slice", SliceRules::slice,
        "StridedSlice", SliceRules::stridedSlice,
        "TensorStridedSliceUpdate", SliceRules::update);
  }

  private static Map<Integer, TensorRef> slice(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef x = context.input(0);
    TensorRef paddings = knownPaddings(context).orElseGet(() -> foundPaddings(context));
    return Map.of(
        0, new ArrayWriter(context.writer()).pad(context.gradient(), paddings, w.graph().shape(x)));
  }

  /** The paddings before and after the slice in each dimension, where constants give them. */
  private static Optional<TensorRef> knownPaddings(RuleContext context) {
    NodeWriter w = context.writer();
    Shape shape = w.graph().shape(context.input(0));
    Optional<int[]> begin = ConstantIntegers.ints(w.graph(), context.input(1));
    Optional<int[]> size = ConstantIntegers.ints(w.graph(), context.input(2));
    if (shape.isUnknown() || begin.isEmpty() || size.isEmpty()) {
      return Optional.empty();
    }
    int[] paddings = new int[2 * begin.get().length];
    for (int i = 0; i < begin.get().length; i++) {
      boolean toTheEnd = size.get()[i] < 0;
      if (!toTheEnd && shape.get(i) < 0) {
        return Optional.empty();
      }
      paddings[2 * i] = begin.get()[i];
      paddings[2 * i + 1] =
          toTheEnd ? 0 : Math.toIntExact(shape.get(i)) - begin.get()[i] - size.get()[i];
    }
    Shape pairs = Shape.of(begin.get().length, 2);
    return Optional.of(w.reshape(w.ints(paddings), w.ints(begin.get().length, 2), pairs));
  }

  private static TensorRef foundPaddings(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef begin = context.input(1);
    DataType type = w.graph().type(begin);
    TensorRef behind = w.binary("Sub", w.shapeOf(context.input(0), type), begin);
    TensorRef after = w.binary("Sub", behind, w.shapeOf(context.gradient(), type));
    return new ArrayWriter(context.writer()).columns(begin, after);
  }

  private static Map<Integer, TensorRef> stridedSlice(RuleContext context) {
    TensorRef x = context.input(0);
    DataType type = context.writer().graph().type(context.input(1));
    return Map.of(
        0,
        like(context, "StridedSliceGrad")
            .inputs(
                context.writer().shapeOf(x, type),
                context.input(1),
                context.input(2),
                context.input(3),
                context.gradient())
            .shapedLike(x)
            .write());
  }

  /** Inputs: the array, begin, end, strides, and the value that replaces this slice. */
  private static Map<Integer, TensorRef> update(RuleContext context) {
    TensorRef dy = context.gradient();
    TensorRef begin = context.input(1);
    TensorRef end = context.input(2);
    TensorRef strides = context.input(3);
    TensorRef value = context.input(4);
    Map<Integer, TensorRef> gradients = new HashMap<>();
    TensorRef zeros = context.writer().unary("ZerosLike", value);
    gradients.put(
        0,
        like(context, "TensorStridedSliceUpdate")
            .inputs(dy, begin, end, strides, zeros)
            .shapedLike(dy)
            .write());
    gradients.put(
        4, like(context, "StridedSlice").inputs(dy, begin, end, strides).shapedLike(value).write());
    return gradients;
  }

  private static OpWriter like(RuleContext context, String op) {
    return context.writer().op(op).like(context.node(), "T", "Index").like(context.node(), MASKS);
  }
}
