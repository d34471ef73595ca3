package io.attributable.tensorflow.internal.tensor;

import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.RawTensor;
import org.tensorflow.SparseTensor;
import org.tensorflow.Tensor;
import org.tensorflow.TensorMapper;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * Tensors of types that TensorFlow Java has no class for. A tensor of a class with elements of the
 * same size is made, and its type is changed, as {@code tf.bitcast} does. In Java it keeps its
 * class, so that it can be fed and closed, but must not be read.
 */
final class BitcastTensor {
  private BitcastTensor() {}

  /**
   * Changes the type of a tensor, without a copy.
   *
   * @param shape of as many bytes as there are
   * @return the same tensor, which the caller closes
   */
  static Tensor of(Tensor tensor, DataType type, Shape shape) {
    return of(Handles.of(tensor.asRawTensor()), type, shape, tensor);
  }

  /**
   * Gives a tensor the memory of another one.
   *
   * @param from whose memory is shared; may be closed before the tensor
   * @param tensor what is changed, which is closed if that fails
   */
  static Tensor of(TF_Tensor from, DataType type, Shape shape, Tensor tensor) {
    TF_Tensor handle = Handles.of(tensor.asRawTensor());
    try (TF_Status status = TF_Status.newStatus()) {
      long[] sizes = shape.asArray();
      tensorflow.TF_TensorBitcastFrom(from, type.getNumber(), handle, sizes, sizes.length, status);
      status.throwExceptionIfNotOK();
      return tensor;
    } catch (RuntimeException | Error e) {
      tensor.close();
      throw e;
    }
  }

  /** Mappers are whom TensorFlow Java shows native tensors to. */
  private static final class Handles extends TensorMapper<TType> {
    static TF_Tensor of(RawTensor tensor) {
      return nativeHandle(tensor);
    }

    @Override
    protected TType mapDense(RawTensor tensor) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected SparseTensor<TType> mapSparse(
        TInt64 indices, TType values, TInt64 denseShape, PointerScope tensorScope) {
      throw new UnsupportedOperationException();
    }
  }
}
