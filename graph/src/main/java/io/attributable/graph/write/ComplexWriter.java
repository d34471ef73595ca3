package io.attributable.graph.write;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import org.tensorflow.proto.DataType;

/**
 * Takes complex numbers apart and puts them together. The gradient of a complex number is that by
 * its real part plus i times that by its imaginary part. So the slope of a function that can be
 * differentiated in the complex plane comes in conjugated.
 */
public final class ComplexWriter {
  private ComplexWriter() {}

  public static boolean isComplex(NodeWriter w, TensorRef x) {
    DataType type = w.graph().type(x);
    return Types.isDifferentiable(type) && !Types.isFloat(type);
  }

  /** The conjugate; real tensors are unchanged. */
  public static TensorRef conjugate(NodeWriter w, TensorRef x) {
    return isComplex(w, x) ? w.unary("Conj", x) : x;
  }

  /** As numbers of a real type. */
  public static TensorRef real(NodeWriter w, TensorRef x) {
    return isComplex(w, x) ? part(w, "Real", x) : x;
  }

  /** The imaginary part in a real type, which is zero for real tensors. */
  public static TensorRef imaginary(NodeWriter w, TensorRef x) {
    return isComplex(w, x) ? part(w, "Imag", x) : w.unary("ZerosLike", x);
  }

  /** As numbers of a real type. */
  public static TensorRef absolute(NodeWriter w, TensorRef x) {
    return part(w, "ComplexAbs", x);
  }

  private static TensorRef part(NodeWriter w, String op, TensorRef x) {
    DataType complex = w.graph().type(x);
    DataType real = complex == DataType.DT_COMPLEX64 ? DataType.DT_FLOAT : DataType.DT_DOUBLE;
    return w.op(op, x).with("Tout", real).shapedLike(x).write();
  }

  /** The real part alone, in the type it came in. */
  public static TensorRef withoutImaginary(NodeWriter w, TensorRef x) {
    return isComplex(w, x) ? w.cast(real(w, x), w.graph().type(x)) : x;
  }

  /** Complex numbers of real parts, both of one shape. */
  public static TensorRef of(NodeWriter w, TensorRef real, TensorRef imaginary) {
    DataType type = w.graph().type(real);
    return w.op("Complex", real, imaginary).with("Tout", complexOf(type)).shapedLike(real).write();
  }

  public static DataType complexOf(DataType real) {
    return real == DataType.DT_FLOAT ? DataType.DT_COMPLEX64 : DataType.DT_COMPLEX128;
  }
}
