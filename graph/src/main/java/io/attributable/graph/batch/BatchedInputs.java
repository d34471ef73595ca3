package io.attributable.graph.batch;

import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * What a graph is fed.
 *
 * @param examples by input that holds examples, the shape of a single one
 * @param others the shapes of inputs that all examples have in common
 */
public record BatchedInputs(Map<String, Shape> examples, Map<String, Shape> others) {
  /** Copies the maps. */
  public BatchedInputs {
    examples = Map.copyOf(examples);
    others = Map.copyOf(others);
  }

  /** The shape of what an input is fed for a number of examples; empty where it is left out. */
  Optional<Shape> shape(String input, long count) {
    Shape one = examples.get(input);
    return one != null ? Optional.of(one.prepend(count)) : Optional.ofNullable(others.get(input));
  }
}
