package io.attributable.inputs.card;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is explained unless a request says otherwise. Immutable, safe for any number of threads.
 *
 * @param layers addresses of layers, as in requests; none for no default
 * @param output what targets pick from
 * @param target a class's name, {@code predicted}, or what else requests can write as a text
 * @param method the method's name
 * @param parameters of the method, as requests write them: texts, numbers, truth values
 */
public record RequestDefaults(
    List<String> layers,
    Optional<String> output,
    Optional<String> target,
    Optional<String> method,
    Map<String, Object> parameters) {
  /** No defaults. */
  public static final RequestDefaults NONE =
      new RequestDefaults(
          List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  /** Copies the list and the map. */
  public RequestDefaults {
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(method, "method");
    layers = List.copyOf(layers);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
