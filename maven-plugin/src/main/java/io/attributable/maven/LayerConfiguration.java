package io.attributable.maven;

import io.attributable.Methods;
import io.attributable.Port;
import io.attributable.graph.declared.DeclaredLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A side of a layer in the configuration of a build: {@code <layer>conv3</layer>}, or with elements
 * for what {@code @Attributable} has.
 */
public final class LayerConfiguration {
  private @Nullable String name;
  private @Nullable String port;
  private @Nullable String method;
  private List<@Nullable String> features = List.of();

  /** For Maven. */
  public LayerConfiguration() {}

  /** The layer's name alone. Maven calls this for an element without elements. */
  public void set(String address) {
    name = address;
  }

  /** The layer's name, as the annotation has it. */
  public void setName(String name) {
    this.name = name;
  }

  /** {@code output} or {@code input}; the output by default. */
  public void setPort(String port) {
    this.port = port;
  }

  /** The name of an attribution method, where it is not the model's. */
  public void setMethod(String method) {
    this.method = method;
  }

  /** What columns are called. */
  public void setFeatures(List<@Nullable String> features) {
    this.features = new ArrayList<>(features);
  }

  /**
   * The same, checked as far as it can be without the model.
   *
   * @param model what messages call the model
   * @throws io.attributable.AttributionException BAD_OPTION, UNKNOWN_METHOD
   */
  DeclaredLayer declared(String model) {
    String address = Words.required("layers/layer/name of " + model, name, "the name of a layer");
    Optional<String> named = Words.optional(method);
    named.ifPresent(Methods::of);
    List<String> columns =
        Words.each(
            "features of layer " + address + " of " + model, features, "a name in each element");
    return new DeclaredLayer(address, side(model, address), named, columns);
  }

  private Port side(String model, String address) {
    String word = Words.optional(port).orElse("output");
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "output" -> Port.OUTPUT;
      case "input" -> Port.INPUT;
      default ->
          throw Words.bad("port of layer " + address + " of " + model, word, "output or input");
    };
  }
}
