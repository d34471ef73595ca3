package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.Types;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/**
 * A constant whose values are stored in full as bytes, as those of weights are.
 *
 * @param value the values, in row-major order
 * @param shape fully known
 */
record ConstantArray(TensorProto value, Shape shape) {

  /** Empty for nodes that are not constants, and for constants in compressed form. */
  static Optional<ConstantArray> of(FlatNode node) {
    return node.op().equals("Const") ? of(node.attribute("value").getTensor()) : Optional.empty();
  }

  /** Empty for values in compressed form. */
  static Optional<ConstantArray> of(TensorProto value) {
    Shape shape = Types.shape(value.getTensorShape());
    if (shape.isUnknown() || shape.hasUnknownDimension()) {
      return Optional.empty();
    }
    long bytes = elements(shape) * Types.bytes(value.getDtype());
    return bytes > 0 && bytes == value.getTensorContent().size()
        ? Optional.of(new ConstantArray(value, shape))
        : Optional.empty();
  }

  private static long elements(Shape shape) {
    return shape.numDimensions() == 0 ? 1 : shape.size();
  }

  DataType type() {
    return value.getDtype();
  }

  int elements() {
    return Math.toIntExact(elements(shape));
  }

  /** A view of the bytes. */
  ByteBuffer bytes() {
    return value.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The first value, of 32 or 64 bits. */
  double first() {
    return type() == DataType.DT_DOUBLE ? bytes().getDouble() : bytes().getFloat();
  }

  /** The values, which must be 32-bit floats. */
  float[] floats() {
    if (type() != DataType.DT_FLOAT) {
      throw new IllegalStateException("not of type float: " + type());
    }
    float[] values = new float[elements()];
    bytes().asFloatBuffer().get(values);
    return values;
  }
}
