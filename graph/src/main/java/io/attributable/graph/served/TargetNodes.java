package io.attributable.graph.served;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.plan.PlannedOutput;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Writes the target of a signature that is served: one index, or tuple of indices, per example.
 * There must be as many as examples. Targets out of range are marked, as the plan's own nodes clamp
 * them to the nearest valid one.
 */
final class TargetNodes {
  static final String NAME = "target";

  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final TensorRef outputShape;
  private final TensorSchema input;
  private final TensorRef valid;

  TargetNodes(ServedNodes nodes, PlannedOutput explained, PlannedOutput.Seed seed) {
    this.writer = nodes.writer();
    this.arrays = new ArrayWriter(writer);
    this.outputShape = seed.shape();
    Shape output = explained.shape();
    Shape shape =
        output.isUnknown()
            ? Shape.of(-1, -1)
            : output.numDimensions() == 2
                ? Shape.of(-1)
                : Shape.of(-1, output.numDimensions() - 1L);
    TensorRef fed = nodes.placeholder(NAME, DataType.DT_INT64, shape);
    this.input = new TensorSchema(NAME, fed, DataType.DT_INT64, shape);
    // Fails if there are more or fewer indices than the examples need.
    FlatNode rows =
        NodeBuilder.of("Reshape")
            .input(fed, DataType.DT_INT64)
            .input(rows(), DataType.DT_INT64)
            .build(seed.target().node());
    nodes.put(rows.toProto());
    TensorRef inRange = inRange(seed.target());
    this.valid = output.isUnknown() ? and(inRange, inRows(fed)) : inRange;
  }

  /** What is fed. */
  TensorSchema input() {
    return input;
  }

  /** Of each example, whether its target is one. */
  TensorRef valid() {
    return valid;
  }

  /** One row per example, with an index for each other dimension of the output. */
  private TensorRef rows() {
    TensorRef width = writer.binary("Sub", arrays.size(outputShape), writer.ints(1));
    TensorRef wide = writer.cast(width, DataType.DT_INT64);
    return arrays.concat(0, arrays.part(outputShape, 0, 1), wide);
  }

  private TensorRef inRange(TensorRef indices) {
    TensorRef below = writer.op("Less", indices, arrays.part(outputShape, 1, -1)).write();
    TensorRef above = writer.op("GreaterEqual", indices, writer.scalar(0L)).write();
    return writer.op("All", and(below, above), writer.scalar(1)).write();
  }

  /** With an unknown rank, rows and columns could be confused. */
  private TensorRef inRows(TensorRef fed) {
    TensorRef given = arrays.part(writer.shapeOf(fed, DataType.DT_INT64), 0, 1);
    return writer.op("Equal", given, arrays.part(outputShape, 0, 1)).write();
  }

  private TensorRef and(TensorRef a, TensorRef b) {
    return writer.op("LogicalAnd", a, b).write();
  }
}
