package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.graph.layer.WeightLayer;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.observe.CallKind;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Models with their weights in another order, for checks whether explanations depend on what a
 * model has learned (Adebayo et al., "Sanity checks for saliency maps", 2018, arXiv:1810.03292).
 * The weights are constants in the graphs of plans, and are shuffled there; nothing is written into
 * the model, its files or its variables.
 */
public final class ShuffledWeights {
  private ShuffledWeights() {}

  /**
   * The layers that have weights of floating-point numbers, by the paths of their variables, the
   * one nearest to the output first.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, MODEL_CLOSED, and those of reading
   */
  public static List<String> layers(AttributableModel model, String signature) {
    return found(model, signature).stream().map(WeightLayer::name).toList();
  }

  private static List<WeightLayer> found(AttributableModel model, String signature) {
    Objects.requireNonNull(signature, "signature");
    LoadedModel loaded = model.loaded();
    return loaded.use(CallKind.INSPECT, () -> WeightLayer.of(loaded.prepared(signature).graph()));
  }

  /**
   * The model once more, the weights of each of its last layers being shuffled. It has a session of
   * its own, and is to be closed before the other one. Only its plans are shuffled: {@link
   * AttributableModel#attribute} and predictions that are asked for with attributions, not {@link
   * AttributableModel#predict}.
   *
   * @param signature whose layers these are
   * @param layers how many of {@link #layers}, from the first
   * @param seed of the order
   * @throws AttributionException UNKNOWN_SIGNATURE, MODEL_CLOSED, and those of loading
   */
  public static AttributableModel of(
      AttributableModel model, String signature, int layers, long seed) {
    List<WeightLayer> all = found(model, signature);
    if (layers < 0 || layers > all.size()) {
      throw new IllegalArgumentException(layers + " of " + all.size() + " layers");
    }
    Set<String> variables =
        all.subList(0, layers).stream()
            .flatMap(layer -> layer.variables().stream())
            .collect(Collectors.toSet());
    return new AttributableModel(model.loaded().shuffled(variables, seed));
  }
}
