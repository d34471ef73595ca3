package io.attributable.inputs.card;

import io.attributable.Features;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a signature's inputs and outputs are to people. Immutable, safe for any number of threads.
 *
 * @param inputs by the names that requests give them: those of the signature's inputs, or others
 *     for what feeds several of them, such as a table's row
 * @param outputs by the names of the signature's outputs
 * @param defaults what is explained unless a request says otherwise
 */
public record SignatureCard(
    Map<String, InputCard> inputs, Map<String, OutputCard> outputs, RequestDefaults defaults) {
  private static final String LOGITS = "logits-of:";

  /** A card that says nothing. */
  public static final SignatureCard EMPTY =
      new SignatureCard(Map.of(), Map.of(), RequestDefaults.NONE);

  /** Copies the maps. */
  public SignatureCard {
    Objects.requireNonNull(defaults, "defaults");
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /** The same card, with another word about how numbers are made of pictures. */
  public SignatureCard preprocessed(Map<String, ImagePreprocess> byInput) {
    Map<String, InputCard> changed = new LinkedHashMap<>(inputs);
    byInput.forEach((name, how) -> changed.put(name, image(name, how)));
    return new SignatureCard(changed, outputs, defaults);
  }

  private InputCard image(String name, ImagePreprocess how) {
    Optional<InputCard> said = input(name);
    return new InputCard(
        name,
        said.flatMap(InputCard::text),
        new InputContent.Image(how),
        said.flatMap(InputCard::baseline),
        List.of());
  }

  /** What the features of tables are called, and what is said of them as reasons. */
  public Features features() {
    CardFeatures names = new CardFeatures();
    inputs.forEach((name, input) -> names.add(name, input.content()));
    return names.features();
  }

  /** What the card says about an input; empty for nothing. */
  public Optional<InputCard> input(String name) {
    return Optional.ofNullable(inputs.get(name));
  }

  /**
   * The names of an output's classes; none where the card does not name them.
   *
   * @param output its name, or {@code logits-of:} it, or a layer that the card says has the same
   *     classes; empty for the output of the defaults, or the only one of the card
   */
  public List<String> classes(Optional<String> output) {
    Optional<String> named = output.or(defaults::output);
    Optional<OutputCard> only =
        outputs.size() == 1 ? outputs.values().stream().findFirst() : Optional.empty();
    if (named.isEmpty()) {
      return only.map(OutputCard::classes).orElse(List.of());
    }
    boolean logits = named.get().startsWith(LOGITS);
    String name = logits ? named.get().substring(LOGITS.length()) : named.get();
    return Optional.ofNullable(outputs.get(name))
        .or(() -> outputs.values().stream().filter(has -> has.layers().contains(name)).findFirst())
        .or(() -> logits ? only : Optional.empty())
        .map(OutputCard::classes)
        .orElse(List.of());
  }
}
