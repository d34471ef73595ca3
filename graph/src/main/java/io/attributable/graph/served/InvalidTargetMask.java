package io.attributable.graph.served;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * Has a result say that it is none: where an example's target is out of range, its numbers are NaN.
 * A server runs the examples of several callers at once, so that failing would punish them all; a
 * number for another target would be believed.
 */
final class InvalidTargetMask {
  private static final Map<String, AttrValue> LONG = Map.of("T", Attributes.of(DataType.DT_INT64));
  private static final Map<String, AttrValue> TRUTH = Map.of("T", Attributes.of(DataType.DT_BOOL));

  private final ServedNodes nodes;
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
    this.valid = valid;
    this.examples = shapeOf(valid, DataType.DT_BOOL);
    this.all =
        nodes.add(
            "All",
            Map.of("Tidx", Attributes.of(DataType.DT_INT64)),
            List.of(valid, nodes.vector(0)));
  }

  /**
   * The result, or NaN. A tensor whose dimension 0 is not the example, as it has another size, is
   * NaN altogether if any example's is.
   */
  TensorRef mark(TensorSchema result) {
    TensorRef shape = shapeOf(result.tensor(), result.type());
    boolean single = !result.shape().isUnknown() && result.shape().numDimensions() == 0;
    TensorRef believed = single ? all : perRow(shape);
    Map<String, AttrValue> typed = Map.of("T", Attributes.of(result.type()));
    List<TensorRef> choice = List.of(believed, result.tensor(), nodes.notANumber(result.type()));
    return nodes.add("SelectV2", typed, choice);
  }

  /** A column as high as the result, with as many dimensions. */
  private TensorRef perRow(TensorRef shape) {
    TensorRef rows =
        nodes.add(
            "Slice",
            Map.of(
                "T", Attributes.of(DataType.DT_INT64), "Index", Attributes.of(DataType.DT_INT64)),
            List.of(shape, nodes.vector(0), nodes.vector(1)));
    TensorRef same = nodes.add("Equal", LONG, List.of(rows, examples));
    TensorRef believed = nodes.add("SelectV2", TRUTH, List.of(same, own(rows), all));
    TensorRef ones =
        nodes.add(
            "Fill",
            Map.of(
                "T", Attributes.of(DataType.DT_INT64),
                "index_type", Attributes.of(DataType.DT_INT64)),
            List.of(behindFirst(shape), nodes.scalar(1)));
    TensorRef column =
        nodes.add(
            "ConcatV2",
            Map.of(
                "N", Attributes.of(2L),
                "T", Attributes.of(DataType.DT_INT64),
                "Tidx", Attributes.of(DataType.DT_INT64)),
            List.of(rows, ones, nodes.scalar(0)));
    return reshape(believed, column, DataType.DT_BOOL);
  }

  /** How many dimensions follow the first, as a vector of one. */
  private TensorRef behindFirst(TensorRef shape) {
    TensorRef rank =
        nodes.add(
            "Size",
            Map.of(
                "T", Attributes.of(DataType.DT_INT64),
                "out_type", Attributes.of(DataType.DT_INT64)),
            List.of(shape));
    return nodes.add("Sub", LONG, List.of(rank, nodes.vector(1)));
  }

  /** What holds of each example, as many rows as there are: others are not looked at. */
  private TensorRef own(TensorRef rows) {
    TensorRef count = reshape(rows, nodes.vector(), DataType.DT_INT64);
    TensorRef range =
        nodes.add(
            "Range",
            Map.of("Tidx", Attributes.of(DataType.DT_INT64)),
            List.of(nodes.scalar(0), count, nodes.scalar(1)));
    TensorRef last = nodes.add("Sub", LONG, List.of(examples, nodes.vector(1)));
    return nodes.add(
        "GatherV2",
        Map.of(
            "Tparams", Attributes.of(DataType.DT_BOOL),
            "Tindices", Attributes.of(DataType.DT_INT64),
            "Taxis", Attributes.of(DataType.DT_INT64)),
        List.of(valid, nodes.add("Minimum", LONG, List.of(range, last)), nodes.scalar(0)));
  }

  private TensorRef reshape(TensorRef x, TensorRef shape, DataType type) {
    return nodes.add(
        "Reshape",
        Map.of("T", Attributes.of(type), "Tshape", Attributes.of(DataType.DT_INT64)),
        List.of(x, shape));
  }

  private TensorRef shapeOf(TensorRef x, DataType type) {
    return nodes.add(
        "Shape",
        Map.of("T", Attributes.of(type), "out_type", Attributes.of(DataType.DT_INT64)),
        List.of(x));
  }
}
