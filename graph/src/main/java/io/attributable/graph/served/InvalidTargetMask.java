package io.attributable.graph.served;

import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Marks invalid results: where an example's target is out of range, its values are NaN. A server
 * batches the examples of several callers, so that a failure would affect them all; a value for
 * another target would look valid.
 */
final class InvalidTargetMask {
  private final ServedNodes nodes;
  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final TensorRef valid;
  private final TensorRef examples;
  private final TensorRef all;

  /**
   * For results of one run.
   *
   * @param valid of each example, whether its results are any
   */
  InvalidTargetMask(ServedNodes nodes, TensorRef valid) {
    this.nodes = nodes;
    this.writer = nodes.writer();
    this.arrays = new ArrayWriter(writer);
    this.valid = valid;
    this.examples = writer.shapeOf(valid, DataType.DT_INT64);
    this.all = writer.op("All", valid, writer.ints(0)).write();
  }

  /**
   * The result, or NaN. A tensor whose dimension 0 is not the example, as it has another size, is
   * NaN altogether if any example's is.
   */
  TensorRef mark(TensorSchema result) {
    boolean single = !result.shape().isUnknown() && result.shape().numDimensions() == 0;
    TensorRef believed = single ? all : perRow(shapeOf(result));
    NodeBuilder choice =
        NodeBuilder.of("SelectV2")
            .input(believed, DataType.DT_BOOL)
            .input(result.tensor(), result.type())
            .input(nodes.notANumber(result.type()), result.type());
    return nodes.add(choice, "SelectV2");
  }

  private TensorRef shapeOf(TensorSchema result) {
    NodeBuilder shape =
        NodeBuilder.of("Shape")
            .input(result.tensor(), result.type())
            .with("out_type", DataType.DT_INT64);
    return nodes.add(shape, "Shape");
  }

  /** A column as high as the result, with as many dimensions. */
  private TensorRef perRow(TensorRef shape) {
    TensorRef rows = arrays.part(shape, 0, 1);
    TensorRef same = writer.op("Equal", rows, examples).write();
    TensorRef believed = writer.select(same, own(rows), all);
    TensorRef ones = arrays.fill(behindFirst(shape), writer.scalar(1L), Shape.unknown());
    return writer.reshape(believed, arrays.concat(0, rows, ones), Shape.unknown());
  }

  /** How many dimensions follow the first, as a vector of one. */
  private TensorRef behindFirst(TensorRef shape) {
    return writer.binary("Sub", arrays.size(shape), writer.ints(1));
  }

  /** What holds of each example, as many rows as there are: others are not looked at. */
  private TensorRef own(TensorRef rows) {
    TensorRef range = arrays.range(writer.reshape(rows, writer.ints(), Shape.scalar()));
    TensorRef last = writer.binary("Sub", examples, writer.longs(1));
    return arrays.gather(valid, writer.binary("Minimum", range, last));
  }
}
