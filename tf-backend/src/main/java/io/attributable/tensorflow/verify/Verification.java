package io.attributable.tensorflow.verify;

import io.attributable.LeftOutLayer;
import io.attributable.Target;
import java.util.List;

/**
 * The comparison of a model's gradients with central differences on the model itself. Immutable,
 * safe for any number of threads.
 *
 * @param output the output that was explained
 * @param target which value of it
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

  /** The verification of layers that were named. */
  public Verification(
      String output, Target target, int directions, long seed, List<LayerVerification> layers) {
    this(output, target, directions, seed, layers, List.of());
  }

  /** The worst of all layers. */
  public Verdict verdict() {
    return Verdict.worst(layers.stream().map(LayerVerification::verdict).toList());
  }
}
