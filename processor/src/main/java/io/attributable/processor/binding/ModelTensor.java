package io.attributable.processor.binding;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A tensor of the model, as it is written in contracts and Javadoc.
 *
 * @param name the input's or output's name, or the tensor's name in the graph
 * @param type NumPy's name of its type, such as {@code float32}
 * @param shape its dimensions, such as {@code [?,8,8,1]}; {@code unknown} if not even their number
 *     is known
 * @param byDefault what an input is where it is left out; empty if it has to be given
 */
public record ModelTensor(String name, String type, String shape, Optional<String> byDefault) {

  /** A tensor that is no input, or one that has to be given. */
  public ModelTensor(String name, String type, String shape) {
    this(name, type, shape, Optional.empty());
  }

  /** Whether the tensor is one number, flag or string. */
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

  /** Whether examples can have a single element, so that no other than their number is needed. */
  public boolean isOneEach() {
    return shape.matches("unknown|\\[]|\\[[0-9?]+(,[1?])*]");
  }

  /** Type and shape, such as {@code float32 [?,8,8,1]}. */
  public String typeAndShape() {
    return type + " " + shape;
  }
}
