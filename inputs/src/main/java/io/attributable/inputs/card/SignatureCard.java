package io.attributable.inputs.card;

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
  /** A card that says nothing. */
  public static final SignatureCard EMPTY =
      new SignatureCard(Map.of(), Map.of(), RequestDefaults.NONE);

  /** Copies the maps. */
  public SignatureCard {
    Objects.requireNonNull(defaults, "defaults");
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /** What the card says about an input; empty for nothing. */
  public Optional<InputCard> input(String name) {
    return Optional.ofNullable(inputs.get(name));
  }

  /**
   * The names of an output's classes; none where the card does not name them.
   *
   * @param output its name; empty for the output of the defaults, or the only one of the card
   */
  public List<String> classes(Optional<String> output) {
    Optional<String> name =
        output
            .or(defaults::output)
            .or(
                () ->
                    outputs.size() == 1 ? outputs.keySet().stream().findFirst() : Optional.empty());
    return name.map(outputs::get).map(OutputCard::classes).orElse(List.of());
  }
}
