package io.attributable.inputs.card;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model is to people: names of features and classes, how inputs are made of pictures, tables
 * and texts, and what is explained unless a request says otherwise. It lies beside {@code
 * saved_model.pb} as {@code attributable.json}, or anywhere. {@link ModelCardReader} reads one,
 * {@code ModelCardCheck} holds it against the model. Immutable, safe for any number of threads.
 *
 * @param origin where it was read from, for messages: a file, or a name
 * @param title what people call the model; empty for none
 * @param description a few sentences; empty for none
 * @param signatures by the names of signatures, in the order of the card
 * @param notes what of the card cannot be honoured, as sentences
 */
public record ModelCard(
    String origin,
    Optional<String> title,
    Optional<String> description,
    Map<String, SignatureCard> signatures,
    List<String> notes) {
  /** The name of a card's file beside {@code saved_model.pb}. */
  public static final String FILE = "attributable.json";

  private static final String DEFAULT_SIGNATURE = "serving_default";

  /** Copies the map and the list. */
  public ModelCard {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(description, "description");
    signatures = Collections.unmodifiableMap(new LinkedHashMap<>(signatures));
    notes = List.copyOf(notes);
  }

  /** The card of a signature; empty if the card says nothing about it. */
  public Optional<SignatureCard> signature(String name) {
    return Optional.ofNullable(signatures.get(name));
  }

  /**
   * The name of the signature that is meant where none is named: {@code serving_default}, or the
   * only one; empty if neither is in the card.
   */
  public Optional<String> defaultSignature() {
    if (signatures.containsKey(DEFAULT_SIGNATURE)) {
      return Optional.of(DEFAULT_SIGNATURE);
    }
    return signatures.size() == 1 ? signatures.keySet().stream().findFirst() : Optional.empty();
  }
}
