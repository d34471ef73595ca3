package io.attributable.tensorflow.observe;

import io.attributable.NonNull;
import java.util.List;
import java.util.Objects;

/**
 * A call to a model. Immutable, safe for any number of threads.
 *
 * @param model what messages call the model
 * @param kind what it is for
 * @param method the method's name, such as {@code integrated-gradients}; empty where there is none
 * @param layers the layers that are named
 * @param examples how many there are; 0 where that is not known
 */
public record CallInfo(
    String model, CallKind kind, String method, List<String> layers, long examples) {

  /** Copies the list. */
  public CallInfo {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(method, "method");
    NonNull.all(layers, "layers");
    layers = List.copyOf(layers);
  }
}
