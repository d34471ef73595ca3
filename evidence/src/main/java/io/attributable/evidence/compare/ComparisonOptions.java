package io.attributable.evidence.compare;

import io.attributable.NonNull;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How explanations are compared. Immutable.
 *
 * @param layers by the address in the first model, the address in the second, where they differ
 * @param topK how many values of largest magnitude {@link Metric#TOP_K} looks at
 */
public record ComparisonOptions(Map<String, String> layers, int topK) {
  private static final int DEFAULT_TOP = 10;

  /** Copies the map. */
  public ComparisonOptions {
    NonNull.all(layers, "layers");
    layers = Map.copyOf(layers);
    if (topK < 1) {
      throw new IllegalArgumentException("topK " + topK + " is below 1");
    }
  }

  /** Layers of the same names; the ten largest values. */
  public static ComparisonOptions defaults() {
    return new ComparisonOptions(Map.of(), DEFAULT_TOP);
  }

  /** A layer that the second model calls otherwise. */
  public ComparisonOptions layer(String name, String other) {
    Map<String, String> all = new LinkedHashMap<>(layers);
    all.put(name, other);
    return new ComparisonOptions(all, topK);
  }

  /** How many values of largest magnitude are looked at. */
  public ComparisonOptions topK(int count) {
    return new ComparisonOptions(layers, count);
  }

  /** What the second model calls a layer. */
  public String other(String layer) {
    return layers.getOrDefault(layer, layer);
  }
}
