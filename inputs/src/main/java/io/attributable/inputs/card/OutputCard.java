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
 */
public record OutputCard(String name, Optional<String> text, List<String> classes) {
  /** Copies the list. */
  public OutputCard {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
    classes = List.copyOf(classes);
  }
}
