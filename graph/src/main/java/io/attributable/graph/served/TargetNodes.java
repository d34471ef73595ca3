package io.attributable.graph.served;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.plan.PlannedOutput;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * Writes the target of a signature that is served: one index, or tuple of indices, per example. As
 * many as there are examples are required; those that are out of range are told from the others, as
 * the plan's own nodes take the nearest valid one instead.
 */
final class TargetNodes {
  static final String NAME = "target";

  private static final Map<String, AttrValue> LONG = Map.of("T", Attributes.of(DataType.DT_INT64));

  private final ServedNodes nodes;
  private final TensorRef outputShape;
  private final TensorSchema input;
  private final TensorRef valid;

  TargetNodes(ServedNodes nodes, PlannedOutput explained, PlannedOutput.Seed seed) {
    this.nodes = nodes;
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
    // Fails, as it should, where there are more or fewer numbers than the examples need.
    nodes.put(
        ServedNodes.node(
            seed.target().node(),
            "Reshape",
            Map.of(
                "T", Attributes.of(DataType.DT_INT64), "Tshape", Attributes.of(DataType.DT_INT64)),
            List.of(fed, rows())));
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
    TensorRef rank =
        nodes.add(
            "Size",
            Map.of(
                "T", Attributes.of(DataType.DT_INT64),
                "out_type", Attributes.of(DataType.DT_INT64)),
            List.of(outputShape));
    TensorRef width = nodes.add("Sub", LONG, List.of(rank, nodes.vector(1)));
    return nodes.add(
        "ConcatV2",
        Map.of(
            "N", Attributes.of(2L),
            "T", Attributes.of(DataType.DT_INT64),
            "Tidx", Attributes.of(DataType.DT_INT64)),
        List.of(slice(outputShape, 0, 1), width, nodes.scalar(0)));
  }

  private TensorRef inRange(TensorRef indices) {
    TensorRef sizes = slice(outputShape, 1, -1);
    TensorRef below = nodes.add("Less", LONG, List.of(indices, sizes));
    TensorRef above = nodes.add("GreaterEqual", LONG, List.of(indices, nodes.scalar(0)));
    return nodes.add(
        "All",
        Map.of("Tidx", Attributes.of(DataType.DT_INT64)),
        List.of(and(below, above), nodes.scalar(1)));
  }

  /** Where the rank is not known, rows and columns could be mistaken for each other. */
  private TensorRef inRows(TensorRef fed) {
    TensorRef given =
        nodes.add(
            "Shape",
            Map.of(
                "T", Attributes.of(DataType.DT_INT64),
                "out_type", Attributes.of(DataType.DT_INT64)),
            List.of(fed));
    return nodes.add("Equal", LONG, List.of(slice(given, 0, 1), slice(outputShape, 0, 1)));
  }

  private TensorRef and(TensorRef a, TensorRef b) {
    return nodes.add("LogicalAnd", Map.of(), List.of(a, b));
  }

  private TensorRef slice(TensorRef vector, long begin, long size) {
    return nodes.add(
        "Slice",
        Map.of("T", Attributes.of(DataType.DT_INT64), "Index", Attributes.of(DataType.DT_INT64)),
        List.of(vector, nodes.vector(begin), nodes.vector(size)));
  }
}
