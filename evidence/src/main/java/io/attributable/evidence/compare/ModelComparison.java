package io.attributable.evidence.compare;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.LayerPort;
import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Explains the same request with two versions of a model, and compares. Of target {@code
 * predicted}, both explain what the first one has predicted. Immutable, safe for any number of
 * threads.
 *
 * @param before the first version; stays the caller's
 * @param after the second one; stays the caller's
 * @param options layers that the second one calls otherwise
 */
public record ModelComparison(
    AttributableModel before, AttributableModel after, ComparisonOptions options) {

  /** Requires all. */
  public ModelComparison {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    Objects.requireNonNull(options, "options");
  }

  /**
   * Compares.
   *
   * @throws AttributionException where one of them cannot explain the request
   */
  public ExplanationComparison of(AttributionRequest request) {
    AttributionRequest whole = request.withPrediction();
    Attributions first = before.attribute(whole);
    Target meant = MeantTarget.of(request.target(), Map.of(request.target(), first));
    List<LayerPort> layers =
        request.layers().stream()
            .map(layer -> new LayerPort(options.other(layer.layer()), layer.port()))
            .toList();
    AttributionRequest other =
        whole.withLayers(layers, request.output().map(options::other)).withTarget(meant);
    return ExplanationComparison.of(first, after.attribute(other), options);
  }
}
