package io.attributable.graph.tape.rules.image;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Regions of images: pixels that are copied, and pixels that are drawn over. Python registers these
 * ops as not differentiable ({@code tensorflow/python/ops/image_ops_impl.py}).
 *
 * <p>Source: forward: {@code tensorflow/core/kernels/image/attention_ops.cc}, {@code
 * draw_bounding_box_op.cc}.
 */
public final class ImageRegionRules {
  private ImageRegionRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "ExtractGlimpse", ImageRegionRules::glimpse,
        "ExtractGlimpseV2", ImageRegionRules::glimpse,
        "DrawBoundingBoxes", ImageRegionRules::drawn,
        "DrawBoundingBoxesV2", ImageRegionRules::drawn);
  }

  /**
   * Inputs: images, the size of the glimpse, and its offsets. The same glimpse of images that hold
   * the index of each pixel gives the pixel of each value. Index 0 is outside the image, usually
   * noise.
   */
  private static Map<Integer, TensorRef> glimpse(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef sizes = w.shapeOf(context.input(0), DataType.DT_INT32);
    TensorRef images = scalar(w, arrays.part(sizes, 0, 1));
    TensorRef pixels = arrays.product(arrays.part(sizes, 1, 2));
    TensorRef indexCount = w.binary("AddV2", pixels, w.scalar(1));
    TensorRef seen = seen(context, arrays.range(indexCount), sizes);
    TensorRef begins =
        w.reshape(
            w.mul(arrays.range(images), indexCount), w.ints(-1, 1, 1, 1), Shape.of(-1, 1, 1, 1));
    TensorRef ids = w.reshape(w.binary("AddV2", seen, begins), w.ints(-1), Shape.of(-1));
    TensorRef channels = scalar(w, arrays.part(sizes, 3, 1));
    TensorRef rows =
        w.reshape(context.gradient(), arrays.vector(w.scalar(-1), channels), Shape.of(-1, -1));
    TensorRef sum = arrays.segmentSum(rows, ids, w.mul(images, indexCount));
    TensorRef parted =
        w.reshape(sum, arrays.vector(images, indexCount, channels), Shape.of(-1, -1, -1));
    TensorRef inside = arrays.slice(parted, w.ints(0, 1, 0), w.ints(-1, -1, -1), Shape.unknown());
    return Map.of(0, w.reshape(inside, sizes, w.graph().shape(context.input(0))));
  }

  private static TensorRef scalar(NodeWriter w, TensorRef vector) {
    return w.reshape(vector, w.ints(), Shape.scalar());
  }

  private static TensorRef seen(RuleContext context, TensorRef indices, TensorRef sizes) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef single = arrays.concat(0, w.ints(1), arrays.part(sizes, 1, 2), w.ints(1));
    TensorRef inside = arrays.part(indices, 1, -1);
    TensorRef image = w.reshape(w.cast(inside, DataType.DT_FLOAT), single, Shape.unknown());
    TensorRef shape = arrays.concat(0, arrays.part(sizes, 0, 3), w.ints(1));
    TensorRef seen =
        context
            .writer()
            .op(
                context.node().op(),
                arrays.broadcast(image, shape, Shape.unknown()),
                context.input(1),
                context.input(2))
            .like(context.node(), "centered", "normalized")
            .with("uniform_noise", false)
            .with("noise", "zero")
            .write();
    return w.cast(seen, DataType.DT_INT32);
  }

  /**
   * Inputs: images, boxes, colours. Where nothing was drawn, images of zeros and of ones still
   * differ after the same boxes were drawn into them.
   */
  private static Map<Integer, TensorRef> drawn(RuleContext context) {
    if (context.needs(2)) {
      throw new NoGradientException(context.node());
    }
    NodeWriter w = context.writer();
    TensorRef images = context.input(0);
    TensorRef onOnes = drawn(context, w.unary("OnesLike", images));
    TensorRef onZeros = drawn(context, w.unary("ZerosLike", images));
    TensorRef seen = w.unary("Sign", w.unary("Abs", w.binary("Sub", onOnes, onZeros)));
    return Map.of(0, w.mul(context.gradient(), seen));
  }

  private static TensorRef drawn(RuleContext context, TensorRef images) {
    List<TensorRef> inputs = new ArrayList<>(context.node().inputs());
    inputs.set(0, images);
    return context
        .writer()
        .op(context.node().op(), inputs)
        .like(context.node(), "T")
        .shapedLike(images)
        .write();
  }
}
