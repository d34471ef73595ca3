package io.attributable.graph.reduce;

import io.attributable.Reduction;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Writes the choice of the largest neurons of each example. */
final class TopKWriter {
  private final NodeWriter writer;
  private final ArrayWriter arrays;

  TopKWriter(NodeWriter writer) {
    this.writer = writer;
    this.arrays = new ArrayWriter(writer);
  }

  /** Chooses among the values of a tensor of rank 2 or more. */
  ReductionWriter.Reduced write(TensorRef x, Reduction.Top top) {
    TensorRef shape = writer.shapeOf(x, DataType.DT_INT64);
    TensorRef sizes = arrays.part(shape, 1, -1);
    // A product, as the number of neurons cannot be inferred from an empty batch.
    TensorRef neurons = arrays.product(sizes);
    TensorRef flat =
        writer.reshape(
            x,
            arrays.concat(0, arrays.part(shape, 0, 1), arrays.vector(neurons)),
            Shape.of(-1, -1));
    TensorRef count =
        writer.cast(
            writer.binary("Minimum", neurons, writer.scalar((long) top.count())),
            DataType.DT_INT32);
    TensorRef compared = top.byMagnitude() ? writer.unary("Abs", flat) : flat;
    FlatNode chosen = writer.op("TopKV2", compared, count).writeNode();
    TensorRef indices = writer.cast(chosen.output(1), DataType.DT_INT64);
    TensorRef values = top.byMagnitude() ? gather(flat, indices) : chosen.output(0);
    return new ReductionWriter.Reduced(values, Optional.of(tuples(indices, sizes)));
  }

  private TensorRef gather(TensorRef flat, TensorRef indices) {
    return writer
        .op("GatherV2", flat, indices, writer.scalar(1))
        .with("batch_dims", 1)
        .shape(Shape.of(-1, -1))
        .write();
  }

  /** The index of a flat position along each axis: position / stride, modulo size. */
  private TensorRef tuples(TensorRef indices, TensorRef sizes) {
    TensorRef strides =
        writer
            .op("Cumprod", sizes, writer.scalar(0))
            .with("exclusive", true)
            .with("reverse", true)
            .shapedLike(sizes)
            .write();
    TensorRef column = arrays.expand(indices, -1);
    return writer.binary("FloorMod", writer.binary("FloorDiv", column, strides), sizes);
  }
}
