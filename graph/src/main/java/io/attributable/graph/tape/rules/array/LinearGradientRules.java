package io.attributable.graph.tape.rules.array;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The gradients of linear ops, in models that compute gradients themselves: the transpose of the
 * transpose of a linear map is the map itself.
 *
 * <p>Source: {@code tensorflow/python/ops/nn_grad.py}, {@code _AvgPoolGradGrad}, {@code
 * _AvgPool3DGradGrad}, {@code _BiasAddGradGrad}; {@code tensorflow/python/ops/array_grad.py},
 * {@code _StridedSliceGradGrad}. Python has no gradient for those of resizing.
 */
public final class LinearGradientRules {
  private static final String[] WINDOW = {"T", "ksize", "strides", "padding", "data_format"};
  private static final String[] GRID = {"align_corners", "half_pixel_centers"};

  private LinearGradientRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "AvgPoolGrad", context -> Map.of(1, average(context, "AvgPool")),
        "AvgPool3DGrad", context -> Map.of(1, average(context, "AvgPool3D")),
        "BiasAddGrad", context -> Map.of(0, broadcast(context)),
        "StridedSliceGrad", context -> Map.of(4, sliced(context)),
        "ResizeBilinearGrad", context -> Map.of(0, resized(context, "ResizeBilinear")),
        "ResizeBicubicGrad", context -> Map.of(0, resized(context, "ResizeBicubic")),
        "ResizeNearestNeighborGrad",
            context -> Map.of(0, resized(context, "ResizeNearestNeighbor")),
        "ScaleAndTranslateGrad", context -> Map.of(0, scaled(context)));
  }

  private static TensorRef average(RuleContext context, String op) {
    return context
        .writer()
        .op(op, context.gradient())
        .like(context.node(), WINDOW)
        .shapedLike(context.input(1))
        .write();
  }

  /**
   * The bias's gradient sums over all axes but the channels, so its own gradient is broadcast over
   * them.
   */
  private static TensorRef broadcast(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef dy = context.gradient();
    TensorRef shape = w.shapeOf(context.input(0), DataType.DT_INT32);
    Shape known = w.graph().shape(context.input(0));
    if (!OptionalAttributes.text(context.node(), "data_format").equals("NCHW")) {
      return arrays.broadcast(dy, shape, known);
    }
    TensorRef behind = w.unary("OnesLike", arrays.part(shape, 2, -1));
    TensorRef channels = arrays.concat(0, w.ints(-1), behind);
    return arrays.broadcast(w.reshape(dy, channels, Shape.unknown()), shape, known);
  }

  /** Inputs: shape, begin, end, strides, dy. */
  private static TensorRef sliced(RuleContext context) {
    return context
        .writer()
        .op(
            "StridedSlice",
            context.gradient(),
            context.input(1),
            context.input(2),
            context.input(3))
        .like(context.node(), SliceRules.MASKS)
        .shapedLike(context.input(4))
        .write();
  }

  private static TensorRef resized(RuleContext context, String op) {
    return context
        .writer()
        .op(op, context.gradient(), imageSize(context))
        .like(context.node(), GRID)
        .shapedLike(context.input(0))
        .write();
  }

  private static TensorRef scaled(RuleContext context) {
    return context
        .writer()
        .op(
            "ScaleAndTranslate",
            context.gradient(),
            imageSize(context),
            context.input(2),
            context.input(3))
        .like(context.node(), "kernel_type", "antialias")
        .shapedLike(context.input(0))
        .write();
  }

  private static TensorRef imageSize(RuleContext context) {
    TensorRef shape = context.writer().shapeOf(context.input(0), DataType.DT_INT32);
    return new ArrayWriter(context.writer()).part(shape, 1, 2);
  }
}
