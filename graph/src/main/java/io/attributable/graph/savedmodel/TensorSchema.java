package io.attributable.graph.savedmodel;

import io.attributable.TensorShape;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.model.TensorDescription;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * An input or output of a signature.
 *
 * @param name its name in the signature
 * @param tensor its reference in the file's outermost graph
 * @param type its element type
 * @param shape its static shape; {@link Shape#unknown()} where the rank is unknown, {@link
 *     Shape#UNKNOWN_SIZE} for unknown dimensions
 * @param byDefault the default value of an input; empty for required inputs
 */
public record TensorSchema(
    String name, TensorRef tensor, DataType type, Shape shape, Optional<InputDefault> byDefault) {

  /** An output, or an input that has to be given. */
  public TensorSchema(String name, TensorRef tensor, DataType type, Shape shape) {
    this(name, tensor, type, shape, Optional.empty());
  }

  /** The same with another reference into the graph. */
  public TensorSchema at(TensorRef other) {
    return new TensorSchema(name, other, type, shape, byDefault);
  }

  /** The same, which need not be given. */
  TensorSchema orElse(InputDefault value) {
    return new TensorSchema(name, tensor, type, shape, Optional.of(value));
  }

  /** NumPy's name of the type, such as {@code float32}; {@code string} for strings. */
  public String typeName() {
    return Types.name(type);
  }

  /** Such as {@code [?,8,8,1]}, {@code []}, {@code unknown}. */
  public String shapeText() {
    return Types.text(shape);
  }

  /** What users see of it. */
  public TensorDescription describe() {
    return new TensorDescription(
        name, typeName(), TensorShape.of(shape), byDefault.map(InputDefault::text));
  }

  /** Why it cannot be an input, where {@link io.attributable.graph.tensor.Dtype} lacks its type. */
  public String unfeedable() {
    return "input \"" + name + "\" is of type " + typeName() + ", which no Java array carries";
  }
}
