package io.attributable.tensorflow.internal.tensor;

import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.Dtype;
import io.attributable.graph.tensor.OutsideHeap;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.nio.ByteBuffer;
import org.tensorflow.RawTensor;
import org.tensorflow.Tensor;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Fetches tensors of any type as bytes. TensorFlow Java cannot even be handed one of a type that it
 * has no class for, such as int8; the graph hands out the same bits as another type.
 */
public final class ReadableTensors {
  private ReadableTensors() {}

  /** Whether TensorFlow Java can be handed tensors of a type as they are. */
  public static boolean isReadable(DataType type) {
    return Dtype.of(type).flatMap(Dtype::tensorClass).isPresent();
  }

  /**
   * A node that makes a tensor of a type that is not readable so, the bits being the same.
   *
   * @param type of whole bytes; see {@link Types#bytes}
   */
  public static NodeDef node(String name, TensorRef tensor, DataType type) {
    return NodeBuilder.of("Bitcast")
        .input(tensor, type)
        .with("type", carrier(type))
        .build(name)
        .toProto();
  }

  /** A type whose elements are as large, or half as large and then two for each. */
  private static DataType carrier(DataType type) {
    return switch (Types.bytes(type)) {
      case 1 -> DataType.DT_UINT8;
      case 2 -> DataType.DT_UINT16;
      case 4 -> DataType.DT_INT32;
      default -> DataType.DT_INT64;
    };
  }

  /** A fetched tensor, as a constant of its type in the graph. */
  public static TensorProto proto(DataType type, Tensor fetched) {
    RawTensor raw = fetched.asRawTensor();
    byte[] bytes = new byte[Math.toIntExact(raw.numBytes())];
    raw.data().read(bytes);
    TensorShapeProto.Builder shape = Types.proto(fetched.shape()).toBuilder();
    if (Types.bytes(type) > Types.bytes(fetched.dataType())) {
      shape.removeDim(shape.getDimCount() - 1);
    }
    ByteBuffer content = OutsideHeap.forConstant(bytes.length).put(bytes);
    return TensorProto.newBuilder()
        .setDtype(type)
        .setTensorShape(shape)
        .setTensorContent(OutsideHeap.content(content))
        .build();
  }
}
