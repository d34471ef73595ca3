package io.attributable.graph.optimise;

import io.attributable.graph.tensor.Types;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** Constant vectors of integers, such as sizes and axes. */
public final class IntegerVectors {
  private IntegerVectors() {}

  /**
   * The value of one.
   *
   * @param type of 32 or 64 bits
   */
  public static TensorProto proto(DataType type, long... values) {
    return proto(type, Shape.of(values.length), values);
  }

  /** The value of a scalar. */
  public static TensorProto scalar(DataType type, long value) {
    return proto(type, Shape.scalar(), value);
  }

  private static TensorProto proto(DataType type, Shape shape, long... values) {
    TensorProto.Builder proto =
        TensorProto.newBuilder().setDtype(type).setTensorShape(Types.proto(shape));
    if (type == DataType.DT_INT64) {
      LongStream.of(values).forEach(proto::addInt64Val);
    } else {
      LongStream.of(values).mapToInt(Math::toIntExact).forEach(proto::addIntVal);
    }
    return proto.build();
  }
}
