package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The gradient of maximum pooling over volumes: that of pooling over the slices of each volume, and
 * then over what this left of its depth. Of several values that are the maximum, the first one has
 * the whole gradient, as in {@code MaxPool} and in torch. TensorFlow's {@code MaxPool3DGrad} does
 * so with oneDNN; without, on processors that have no VNNI, it gives the whole gradient to each of
 * them, so that there is more of it than was handed back ({@code
 * tensorflow/core/kernels/pooling_ops_3d.cc}, {@code LaunchMaxPooling3dGradOp}).
 */
final class VolumePoolGradient {
  private static final int UNKNOWN = (int) Shape.UNKNOWN_SIZE;

  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final int depth;
  private final TensorRef given;
  private final TensorRef pooled;

  private VolumePoolGradient(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(w);
    this.depth = OptionalAttributes.text(context.node(), "data_format").equals("NCDHW") ? 2 : 1;
    this.given = w.shapeOf(context.input(0), DataType.DT_INT32);
    this.pooled = w.shapeOf(context.output(0), DataType.DT_INT32);
  }

  static Map<Integer, TensorRef> of(RuleContext context) {
    return Map.of(0, new VolumePoolGradient(context).gradient());
  }

  private TensorRef gradient() {
    Window ofSlices =
        new Window(at("ksize", 1), at("ksize", 2), at("strides", 1), at("strides", 2));
    Window ofDepth = new Window(at("ksize", 0), 1, at("strides", 0), 1);
    TensorRef slices = shaped(context.input(0), arrays.part(given, depth + 1, 2));
    TensorRef flat = ofSlices.pooled(slices);
    TensorRef deep = columns(flat, given);
    TensorRef ofFlat =
        ofDepth.gradient(
            deep, columns(context.output(0), pooled), columns(context.gradient(), pooled));
    TensorRef asSlices = shaped(ofFlat, arrays.part(pooled, depth + 1, 2));
    TensorRef result = ofSlices.gradient(slices, flat, asSlices);
    return w.reshapeLike(result, context.input(0));
  }

  /** Depth, and all places of a slice in one row. */
  private TensorRef columns(TensorRef x, TensorRef depths) {
    TensorRef places =
        w.reshape(arrays.product(arrays.part(pooled, depth + 1, 2)), w.ints(1), Shape.of(1));
    return shaped(x, arrays.concat(0, arrays.part(depths, depth, 1), places));
  }

  /**
   * As pictures of some height and width, with the channels behind, or as pictures of their own.
   */
  private TensorRef shaped(TensorRef x, TensorRef sizes) {
    TensorRef channels = depth == 1 ? arrays.part(given, 4, 1) : w.ints(1);
    return w.reshape(
        x,
        arrays.concat(0, w.ints(-1), sizes, channels),
        Shape.of(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN));
  }

  private long at(String attribute, int axis) {
    return OptionalAttributes.numbers(context.node(), attribute).get(depth + axis);
  }

  /** A window over pictures whose channels come last. */
  private final class Window {
    private final List<Long> sizes;
    private final List<Long> strides;

    Window(long height, long width, long down, long right) {
      this.sizes = List.of(1L, height, width, 1L);
      this.strides = List.of(1L, down, right, 1L);
    }

    TensorRef pooled(TensorRef x) {
      return w.op("MaxPool", x)
          .with("ksize", sizes)
          .with("strides", strides)
          .like(context.node(), "padding")
          .write();
    }

    TensorRef gradient(TensorRef x, TensorRef y, TensorRef dy) {
      return PoolingRules.maxPoolGradient(context, List.of(x, y, dy), sizes, strides, "padding");
    }
  }
}
