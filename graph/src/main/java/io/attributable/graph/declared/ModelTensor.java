package io.attributable.graph.declared;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A tensor of the model, for contracts and Javadoc.
 *
 * @param name the input's or output's name, or the tensor's name in the graph
 * @param type NumPy's name of its type, such as {@code float32}
 * @param shape its dimensions, such as {@code [?,8,8,1]}; {@code unknown} for an unknown rank
 * @param byDefault the default value of an input; empty for required inputs
 */
public record ModelTensor(String name, String type, String shape, Optional<String> byDefault) {

  /** A tensor that is no input, or one that has to be given. */
  public ModelTensor(String name, String type, String shape) {
    this(name, type, shape, Optional.empty());
  }

  /** Whether the tensor is a scalar. */
  public boolean isScalar() {
    return shape.equals("[]");
  }

  /** The number of dimensions, where it is known. */
  public OptionalInt rank() {
    if (!shape.startsWith("[")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(isScalar() ? 0 : shape.split(",", -1).length);
  }

  /** Whether examples can have a single element, so that only their count is needed. */
  public boolean isOneEach() {
    return shape.matches("unknown|\\[]|\\[[0-9?]+(,[1?])*]");
  }

  /** Type and shape, such as {@code float32 [?,8,8,1]}. */
  public String typeAndShape() {
    return type + " " + shape;
  }
}
