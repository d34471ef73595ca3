package io.attributable.graph.write;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Writes arithmetic on shapes, which are vectors of 64-bit integers. */
public final class ShapeWriter {
  private static final AttrValue INDEX = Attributes.of(DataType.DT_INT64);
  private static final AttrValue AXIS = Attributes.of(DataType.DT_INT32);

  private final NodeWriter writer;

  public ShapeWriter(NodeWriter writer) {
    this.writer = writer;
  }

  public TensorRef of(TensorRef x) {
    return writer.shapeOf(x, DataType.DT_INT64);
  }

  /**
   * Some sizes of a shape.
   *
   * @param length -1 for all that follow
   */
  public TensorRef slice(TensorRef shape, int from, int length) {
    return writer
        .graph()
        .add(
            "Slice",
            "Slice",
            List.of(shape, writer.ints(from), writer.ints(length)),
            Map.of("T", INDEX, "Index", AXIS),
            Shape.unknown());
  }

  public TensorRef concat(TensorRef head, TensorRef tail) {
    return writer
        .graph()
        .add(
            "ConcatV2",
            "ConcatV2",
            List.of(head, tail, writer.scalar(0)),
            Map.of("N", Attributes.of(2), "T", INDEX, "Tidx", AXIS),
            Shape.unknown());
  }

  /** The number of elements, as a shape of one dimension. */
  public TensorRef product(TensorRef shape) {
    return writer
        .graph()
        .add(
            "Prod",
            "Prod",
            List.of(shape, writer.ints(0)),
            Map.of("T", INDEX, "Tidx", AXIS, "keep_dims", Attributes.of(true)),
            Shape.of(1));
  }
}
