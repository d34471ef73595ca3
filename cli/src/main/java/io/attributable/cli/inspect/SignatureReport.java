package io.attributable.cli.inspect;

import io.attributable.AttributionException;
import io.attributable.graph.savedmodel.SignatureSchema;
import java.util.List;
import java.util.Optional;

/**
 * What a signature has.
 *
 * @param schema its inputs and outputs
 * @param layers in the order of the graph
 * @param problem why there are no layers, where the graph cannot be read
 */
public record SignatureReport(
    SignatureSchema schema, List<LayerReport> layers, Optional<AttributionException> problem) {
  /** Copies the list. */
  public SignatureReport {
    layers = List.copyOf(layers);
  }
}
