package io.attributable.inputs.card;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an input is to people, and how it is made of a file. Immutable, safe for any number of
 * threads.
 *
 * @param name the name that requests give it
 * @param text what people call it; empty for its name
 * @param content what it is, and how it is read
 * @param baseline what stands for its absence; empty for the method's own
 * @param todo what the author of the card has to complete, as sentences
 */
public record InputCard(
    String name,
    Optional<String> text,
    InputContent content,
    Optional<BaselineCard> baseline,
    List<String> todo) {
  /** Copies the list. */
  public InputCard {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(baseline, "baseline");
    todo = List.copyOf(todo);
  }
}
