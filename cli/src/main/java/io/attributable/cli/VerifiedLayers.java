package io.attributable.cli;

import io.attributable.preflight.LayerPreflight;
import io.attributable.tensorflow.AttributableModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which layers are verified: those that were named, else all that can be explained.
 *
 * @param names their addresses
 * @param leftOut those that cannot be explained
 */
record VerifiedLayers(List<String> names, List<String> leftOut) {
  /** Copies the lists. */
  VerifiedLayers {
    names = List.copyOf(names);
    leftOut = List.copyOf(leftOut);
  }

  static VerifiedLayers of(AttributableModel model, String signature, VerifyOptions options) {
    return options.layers().isEmpty()
        ? all(model, signature, options)
        : new VerifiedLayers(options.layers(), List.of());
  }

  private static VerifiedLayers all(
      AttributableModel model, String signature, VerifyOptions options) {
    Set<String> explainable = new LinkedHashSet<>();
    Set<String> others = new LinkedHashSet<>();
    for (LayerPreflight layer :
        model
            .preflight(signature)
            .reportAll(List.of(options.question().port()), options.question().output())
            .layers()) {
      (layer.explainable() ? explainable : others).add(layer.layer());
    }
    others.removeAll(explainable);
    // Where nothing can be explained, asking for it all the same says why.
    return explainable.isEmpty()
        ? new VerifiedLayers(List.copyOf(others), List.of())
        : new VerifiedLayers(List.copyOf(explainable), List.copyOf(others));
  }
}
