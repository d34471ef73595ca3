package io.attributable.graph.plan;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerNames;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.Optional;

/**
 * How the score in front of an output of probabilities is named.
 *
 * @param address what to write as the output, such as {@code logits-of:predictions}
 * @param activation the function that makes probabilities of it, such as {@code Softmax}
 * @param node the node that ends it, in the author's scopes
 */
public record LogitsHint(String address, String activation, String node) {

  /** For an output of the signature. */
  public static Optional<LogitsHint> of(LayerIndex layers, TensorSchema output) {
    return of(layers, new LayerNames(layers), output.name(), output.tensor());
  }

  /**
   * For any output.
   *
   * @param name how the output is named
   */
  public static Optional<LogitsHint> of(
      LayerIndex layers, LayerNames names, String name, TensorRef output) {
    return Logits.of(layers.graph(), output)
        .filter(logits -> logits.activation().probabilities())
        .map(
            logits -> {
              FlatNode node = logits.activation().node();
              String address =
                  names
                      .layerOf(node)
                      .map(layer -> Logits.PREFIX + layer)
                      .filter(named -> leads(layers, named, logits.tensor()))
                      .orElse(Logits.PREFIX + name);
              return new LogitsHint(address, logits.activation().function(), node.scopedName());
            });
  }

  private static boolean leads(LayerIndex layers, String address, TensorRef logits) {
    try {
      return OutputTensor.locate(layers, address).tensor().equals(logits);
    } catch (AttributionException e) {
      return false; // The layer has several outputs, or ends in something else.
    }
  }
}
