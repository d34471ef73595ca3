package io.attributable.cli.bench;

import io.attributable.AttributionMethod;
import io.attributable.Smoothing;
import io.attributable.cli.reply.InputNotes;
import io.attributable.tensorflow.cost.CostProfile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What explaining layers of a model costs.
 *
 * @param model its directory as it was given
 * @param signature the signature that was run
 * @param method how attributions were computed
 * @param smoothing the noise they were smoothed by
 * @param layers what was explained, together
 * @param target of the single attributions
 * @param inputs the shapes of all inputs, by their names
 * @param madeInputs those that were made up
 * @param notes what was assumed of those that were read
 * @param startMillis TensorFlow itself, once in a process
 * @param loadMillis the model
 * @param together several targets in one call, if that was asked for
 */
public record BenchReport(
    String model,
    String signature,
    AttributionMethod method,
    Optional<Smoothing> smoothing,
    List<String> layers,
    String target,
    Map<String, String> inputs,
    List<String> madeInputs,
    InputNotes notes,
    double startMillis,
    double loadMillis,
    CostProfile profile,
    Optional<TargetsCost> together) {

  /** Copies the collections, in their order. */
  public BenchReport {
    layers = List.copyOf(layers);
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    madeInputs = List.copyOf(madeInputs);
  }
}
