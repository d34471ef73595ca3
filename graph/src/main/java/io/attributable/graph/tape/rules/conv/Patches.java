package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The gradient of patches extracted from images or volumes. Patches of an image that holds the
 * index of each pixel give the pixel of each element of the gradient. Indices count from 1; index 0
 * is the padding.
 *
 * <p>Source: {@code tensorflow/python/ops/array_grad.py}, {@code _ExtractImagePatchesGrad}, {@code
 * _ExtractVolumePatchesGrad}.
 */
final class Patches {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final TensorRef sizes;
  private final int dimensions;

  Patches(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
    this.sizes = w.shapeOf(context.input(0), DataType.DT_INT32);
    this.dimensions = OptionalAttributes.numbers(context.node(), "ksizes").size() - 2;
  }

  TensorRef gradient() {
    TensorRef images = arrays.part(sizes, 0, 1);
    TensorRef channels = arrays.part(sizes, dimensions + 1, 1);
    TensorRef pixels = arrays.product(arrays.part(sizes, 1, dimensions));
    TensorRef indices = indices(pixels);
    TensorRef parts =
        w.reshape(
            context.gradient(),
            arrays.concat(0, images, arrays.vector(arrays.size(indices)), channels),
            Shape.of(-1, -1, -1));
    TensorRef sum =
        arrays.segmentSum(
            arrays.transpose(parts, w.ints(1, 0, 2)),
            indices,
            w.binary("AddV2", pixels, w.scalar(1)));
    TensorRef inside = arrays.slice(sum, w.ints(1, 0, 0), w.ints(-1, -1, -1), Shape.unknown());
    TensorRef back = arrays.transpose(inside, w.ints(1, 0, 2));
    return w.reshape(back, sizes, w.graph().shape(context.input(0)));
  }

  /** The index of the pixel behind each value of a channel's patches. */
  private TensorRef indices(TensorRef pixels) {
    TensorRef counted = w.binary("AddV2", arrays.range(pixels), w.scalar(1));
    TensorRef shape = arrays.concat(0, w.ints(1), arrays.part(sizes, 1, dimensions), w.ints(1));
    TensorRef patches =
        context
            .writer()
            .op(context.node().op(), w.reshape(counted, shape, Shape.unknown()))
            .like(context.node(), "ksizes", "strides", "rates", "padding")
            .write();
    return w.reshape(patches, w.ints(-1), Shape.of(-1));
  }
}
