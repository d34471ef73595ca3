package io.attributable.tensorflow.verify;

import io.attributable.LeftOutLayer;
import io.attributable.Target;
import java.util.List;

/**
 * What central differences on the model itself say of its gradients.
 *
 * @param output the output that was explained
 * @param target which number of it
 * @param directions how many random directions were tried for each tensor
 * @param seed what they were drawn from
 * @param layers in the order in which they were asked for
 * @param leftOut where all layers were asked for, those that cannot be explained
 */
public record Verification(
    String output,
    Target target,
    int directions,
    long seed,
    List<LayerVerification> layers,
    List<LeftOutLayer> leftOut) {
  /** Copies the lists. */
  public Verification {
    layers = List.copyOf(layers);
    leftOut = List.copyOf(leftOut);
  }

  /** What differences say of layers that were named. */
  public Verification(
      String output, Target target, int directions, long seed, List<LayerVerification> layers) {
    this(output, target, directions, seed, layers, List.of());
  }

  /** The worst of all layers. */
  public Verdict verdict() {
    return Verdict.worst(layers.stream().map(LayerVerification::verdict).toList());
  }
}
