package io.attributable.graph.tensor;

import io.attributable.TensorShape;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

/** TensorFlow's types and shapes, by the names that users see. */
public final class Types {
  private Types() {}

  /** Whether tensors of this type can be explained. */
  public static boolean isFloat(DataType type) {
    return switch (type) {
      case DT_HALF, DT_BFLOAT16, DT_FLOAT, DT_DOUBLE -> true;
      default -> false;
    };
  }

  /** Whether gradients flow through tensors of this type. */
  public static boolean isDifferentiable(DataType type) {
    return isFloat(type) || type == DataType.DT_COMPLEX64 || type == DataType.DT_COMPLEX128;
  }

  /** Whether a tensor of this type may hold such values: variants are lists of tensors. */
  public static boolean carriesGradients(DataType type) {
    return isDifferentiable(type) || type == DataType.DT_VARIANT;
  }

  /** Whether shapes and axes may have this type. */
  public static boolean isIndex(DataType type) {
    return type == DataType.DT_INT32 || type == DataType.DT_INT64;
  }

  /** The type without TensorFlow's mark for references to variables of TensorFlow 1. */
  public static DataType withoutReference(DataType type) {
    String name = type.name();
    return name.endsWith("_REF")
        ? DataType.valueOf(name.substring(0, name.length() - "_REF".length()))
        : type;
  }

  /** How many bytes an element takes; 0 for types without a fixed size, such as strings. */
  public static int bytes(DataType type) {
    return switch (type) {
      case DT_BOOL, DT_INT8, DT_UINT8, DT_QINT8, DT_QUINT8 -> 1;
      case DT_HALF, DT_BFLOAT16, DT_INT16, DT_UINT16, DT_QINT16, DT_QUINT16 -> 2;
      case DT_FLOAT, DT_INT32, DT_UINT32, DT_QINT32 -> 4;
      case DT_DOUBLE, DT_INT64, DT_UINT64, DT_COMPLEX64 -> 8;
      case DT_COMPLEX128 -> 16;
      default -> 0;
    };
  }

  /** NumPy's name, such as {@code float32}. */
  public static String name(DataType type) {
    return switch (withoutReference(type)) {
      case DT_HALF -> "float16";
      case DT_FLOAT -> "float32";
      case DT_DOUBLE -> "float64";
      default -> withoutReference(type).name().substring("DT_".length()).toLowerCase(Locale.ROOT);
    };
  }

  /** Whether rank and all sizes are known. */
  public static boolean isStatic(Shape shape) {
    return !shape.isUnknown() && !shape.hasUnknownDimension();
  }

  /** A static shape; unknown dimensions are {@link Shape#UNKNOWN_SIZE}. */
  public static Shape shape(TensorShapeProto proto) {
    return proto.getUnknownRank()
        ? Shape.unknown()
        : Shape.of(
            proto.getDimList().stream().mapToLong(dim -> Math.max(-1, dim.getSize())).toArray());
  }

  /** A shape as TensorFlow wants it. */
  public static TensorShapeProto proto(Shape shape) {
    if (shape.isUnknown()) {
      return TensorShapeProto.newBuilder().setUnknownRank(true).build();
    }
    return TensorShapeProto.newBuilder()
        .addAllDim(
            LongStream.of(shape.asArray())
                .mapToObj(size -> TensorShapeProto.Dim.newBuilder().setSize(size).build())
                .collect(Collectors.toList()))
        .build();
  }

  /** Such as {@code [?,8,8,1]}, {@code []} for a scalar, {@code unknown} for an unknown rank. */
  public static String text(Shape shape) {
    return TensorShape.of(shape).toString();
  }

  /** As {@link #text(Shape)} for the shape of an array. */
  public static String text(List<Long> shape) {
    return text(Shape.of(shape.stream().mapToLong(Long::longValue).toArray()));
  }
}
