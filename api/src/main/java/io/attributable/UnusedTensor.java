package io.attributable;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A tensor of an explained layer that no gradient of the output gets to: the state or the cache
 * that a layer hands on beside what the output is made of.
 *
 * @param name the tensor's name in the graph, such as {@code model/h_0/stack:0}
 * @param elementType the tensor's type in the model
 * @param shape the lengths of its dimensions, -1 where the model leaves one open; empty where it
 *     does not even tell how many there are
 * @param reason why, such as {@code does not reach output "head"}
 */
public record UnusedTensor(
    String name, ElementType elementType, Optional<List<Long>> shape, String reason) {
  /** Copies the list. */
  public UnusedTensor {
    shape = shape.map(List::copyOf);
  }

  /** The shape as messages write it, such as {@code [?,8,8,1]}, or {@code unknown}. */
  public String shapeText() {
    return shape
        .map(
            lengths ->
                lengths.stream()
                    .map(length -> length < 0 ? "?" : length.toString())
                    .collect(Collectors.joining(",", "[", "]")))
        .orElse("unknown");
  }

  @Override
  public String toString() {
    return name + " " + elementType.numpyName() + " " + shapeText() + ": " + reason;
  }
}
