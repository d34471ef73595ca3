package io.attributable.cli.inspect;

import io.attributable.AttributionException;
import io.attributable.graph.plan.LogitsHint;
import io.attributable.model.SignatureDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a signature has.
 *
 * @param signature its inputs and outputs
 * @param logits for outputs of probabilities, how the score in front of them is named
 * @param layers as the data flows
 * @param problem why there are no layers, where the graph cannot be read
 */
public record SignatureReport(
    SignatureDescription signature,
    Map<String, LogitsHint> logits,
    List<LayerReport> layers,
    Optional<AttributionException> problem) {
  /** Copies the collections. */
  public SignatureReport {
    logits = Map.copyOf(logits);
    layers = List.copyOf(layers);
  }
}
