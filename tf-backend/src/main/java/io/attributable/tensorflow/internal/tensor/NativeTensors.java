package io.attributable.tensorflow.internal.tensor;

import io.attributable.graph.tensor.OutsideHeap;
import io.attributable.graph.tensor.Types;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.Tensor;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TUint8;

/**
 * Tensors of what a protocol buffer says, of any type whose elements are whole bytes, to be fed and
 * closed. In Java they are of another class, and must not be read.
 */
public final class NativeTensors {
  private NativeTensors() {}

  /**
   * A tensor with memory of its own.
   *
   * @param value with its values as content
   */
  public static Tensor copyOf(TensorProto value) {
    byte[] bytes = value.getTensorContent().toByteArray();
    Tensor tensor = TUint8.tensorOf(Shape.of(bytes.length));
    // From an array all at once; from other buffers TensorFlow Java copies byte by byte.
    tensor.asRawTensor().data().write(bytes);
    return BitcastTensor.of(tensor, value.getDtype(), Types.shape(value.getTensorShape()));
  }

  /**
   * A tensor of the same memory, where that lies outside of the Java heap; otherwise with memory of
   * its own. The value has to be kept as long as TensorFlow has the tensor, or any tensor that
   * shares its memory; nothing may be written to it.
   */
  public static Tensor sharing(TensorProto value) {
    boolean empty = value.getTensorContent().isEmpty();
    return empty || !OutsideHeap.has(value) ? copyOf(value) : ofSameMemory(value);
  }

  private static Tensor ofSameMemory(TensorProto value) {
    long[] sizes = Types.shape(value.getTensorShape()).asArray();
    BytePointer data = new BytePointer(value.getTensorContent().asReadOnlyByteBuffer());
    Tensor tensor = TUint8.tensorOf(Shape.of(1));
    try (TF_Tensor shared = TF_Tensor.newTensor(value.getDtype().getNumber(), sizes, data)) {
      return BitcastTensor.of(shared, value.getDtype(), Shape.of(sizes), tensor);
    }
  }
}
