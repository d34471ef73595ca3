package io.attributable.graph.reduce;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Reduces results of several targets at once: no example is mixed with another, nor a target. */
public final class StackedReduction {
  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final ReductionWriter reduction;

  public StackedReduction(NodeWriter writer, ReductionWriter reduction) {
    this.writer = writer;
    this.arrays = new ArrayWriter(writer);
    this.reduction = reduction;
  }

  /** Reduces a tensor whose first dimension is the target, and the second one the example. */
  public ReductionWriter.Reduced write(TensorRef stack) {
    TensorRef shape = writer.shapeOf(stack, DataType.DT_INT64);
    TensorRef front = arrays.part(shape, 0, 2);
    TensorRef rows = arrays.vector(arrays.product(front));
    TensorRef flat =
        writer.reshape(stack, arrays.concat(0, rows, arrays.part(shape, 2, -1)), Shape.unknown());
    ReductionWriter.Reduced reduced = reduction.write(flat);
    return new ReductionWriter.Reduced(
        split(reduced.values(), front), reduced.positions().map(tuples -> split(tuples, front)));
  }

  private TensorRef split(TensorRef rows, TensorRef front) {
    TensorRef shape = writer.shapeOf(rows, DataType.DT_INT64);
    return writer.reshape(
        rows, arrays.concat(0, front, arrays.part(shape, 1, -1)), Shape.unknown());
  }
}
