package io.attributable.graph.tape.rules.array;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The gradient of a gather along an axis with batch dimensions. Every array is treated as one of
 * rank 4: the batch dimensions, those between them and the axis, the axis, and those after it.
 *
 * <p>Source: {@code tensorflow/python/ops/array_grad.py}, {@code _GatherV2Grad}.
 */
final class AxisGather {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final TensorRef shape;
  private final TensorRef batches;
  private final TensorRef between;
  private final TensorRef along;
  private final TensorRef behind;

  AxisGather(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
    this.shape = w.shapeOf(context.input(0), DataType.DT_INT32);
    TensorRef axis = axis();
    TensorRef batchDims = batchDims();
    this.batches = arrays.product(sizes(shape, w.scalar(0), batchDims));
    this.between = arrays.product(sizes(shape, batchDims, w.binary("Sub", axis, batchDims)));
    this.along = arrays.product(sizes(shape, axis, w.scalar(1)));
    this.behind = arrays.product(sizes(shape, w.binary("AddV2", axis, w.scalar(1)), w.scalar(-1)));
  }

  private TensorRef axis() {
    TensorRef given = w.cast(context.input(2), DataType.DT_INT32);
    TensorRef scalar = w.reshape(given, w.ints(), Shape.scalar());
    return w.binary("FloorMod", scalar, arrays.rank(context.input(0)));
  }

  /** Negative ones count from the end of the indices' dimensions. */
  private TensorRef batchDims() {
    int dims = (int) OptionalAttributes.number(context.node(), "batch_dims");
    TensorRef given = w.scalar(dims);
    return dims >= 0 ? given : w.binary("AddV2", given, arrays.rank(context.input(1)));
  }

  private TensorRef sizes(TensorRef shape, TensorRef from, TensorRef count) {
    return arrays.slice(shape, vector(from), vector(count), Shape.of(Shape.UNKNOWN_SIZE));
  }

  private TensorRef vector(TensorRef scalar) {
    return w.reshape(scalar, w.ints(1), Shape.of(1));
  }

  TensorRef gradient() {
    TensorRef taken = taken();
    TensorRef indices =
        w.reshape(
            w.cast(context.input(1), DataType.DT_INT32),
            arrays.vector(batches, taken),
            Shape.of(-1, -1));
    TensorRef dy =
        w.reshape(
            context.gradient(),
            arrays.vector(batches, between, taken, behind),
            Shape.of(-1, -1, -1, -1));
    TensorRef rows =
        w.reshape(
            arrays.transpose(dy, w.ints(0, 2, 1, 3)),
            arrays.vector(w.mul(batches, taken), w.mul(between, behind)),
            Shape.of(-1, -1));
    TensorRef sum = arrays.segmentSum(rows, ids(indices), w.mul(batches, along));
    TensorRef parted =
        w.reshape(sum, arrays.vector(batches, along, between, behind), Shape.of(-1, -1, -1, -1));
    TensorRef back = arrays.transpose(parted, w.ints(0, 2, 1, 3));
    return w.reshape(back, shape, w.graph().shape(context.input(0)));
  }

  /**
   * The number of indices per batch. It is computed from shapes: a size of -1 cannot be inferred
   * for an empty array.
   */
  private TensorRef taken() {
    TensorRef sizes = w.shapeOf(context.input(1), DataType.DT_INT32);
    return arrays.product(sizes(sizes, batchDims(), w.scalar(-1)));
  }

  /** The indices into the rows of all batches. */
  private TensorRef ids(TensorRef indices) {
    TensorRef begins = w.mul(arrays.range(batches), along);
    TensorRef column = w.reshape(begins, w.ints(-1, 1), Shape.of(-1, 1));
    return w.reshape(w.binary("AddV2", indices, column), w.ints(-1), Shape.of(-1));
  }
}
