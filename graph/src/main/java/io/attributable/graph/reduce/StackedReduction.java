package io.attributable.graph.reduce;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.ShapeWriter;
import org.tensorflow.ndarray.Shape;

/** Reduces results of several targets at once: no example is mixed with another, nor a target. */
public final class StackedReduction {
  private final NodeWriter writer;
  private final ShapeWriter shapes;
  private final ReductionWriter reduction;

  public StackedReduction(NodeWriter writer, ReductionWriter reduction) {
    this.writer = writer;
    this.shapes = new ShapeWriter(writer);
    this.reduction = reduction;
  }

  /** Reduces a tensor whose first dimension is the target, and the second one the example. */
  public ReductionWriter.Reduced write(TensorRef stack) {
    TensorRef shape = shapes.of(stack);
    TensorRef front = shapes.slice(shape, 0, 2);
    TensorRef rows = shapes.product(front);
    TensorRef flat =
        writer.reshape(stack, shapes.concat(rows, shapes.slice(shape, 2, -1)), Shape.unknown());
    ReductionWriter.Reduced reduced = reduction.write(flat);
    return new ReductionWriter.Reduced(
        split(reduced.values(), front), reduced.positions().map(tuples -> split(tuples, front)));
  }

  private TensorRef split(TensorRef rows, TensorRef front) {
    TensorRef shape = shapes.of(rows);
    return writer.reshape(rows, shapes.concat(front, shapes.slice(shape, 1, -1)), Shape.unknown());
  }
}
