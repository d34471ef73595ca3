package io.attributable.inputs.card;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an output is to people. Immutable, safe for any number of threads.
 *
 * @param name the output's name in the signature
 * @param text what people call it; empty for its name
 * @param classes the names of the numbers along its last dimension; none where they have no names
 * @param layers layers and tensors whose numbers are the same classes, such as the scores in front
 *     of probabilities
 */
public record OutputCard(
    String name, Optional<String> text, List<String> classes, List<String> layers) {
  /** Copies the lists. */
  public OutputCard {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
    classes = List.copyOf(classes);
    layers = List.copyOf(layers);
  }
}
