package io.attributable.cli.inspect;

import io.attributable.AttributionException;
import io.attributable.graph.plan.LogitsHint;
import io.attributable.graph.savedmodel.SignatureSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a signature has.
 *
 * @param schema its inputs and outputs
 * @param logits for outputs of probabilities, how the score in front of them is named
 * @param layers as the data flows
 * @param problem why there are no layers, where the graph cannot be read
 */
public record SignatureReport(
    SignatureSchema schema,
    Map<String, LogitsHint> logits,
    List<LayerReport> layers,
    Optional<AttributionException> problem) {
  /** Copies the collections. */
  public SignatureReport {
    logits = Map.copyOf(logits);
    layers = List.copyOf(layers);
  }
}
