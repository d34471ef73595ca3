package io.attributable.requests;

import io.attributable.AttributionMethod;
import io.attributable.Features;
import io.attributable.Port;
import io.attributable.ReasonSide;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a request asks to be explained, and how.
 *
 * @param layers empty for all inputs of floating-point numbers
 * @param targets empty for the predicted one, or the only one
 * @param allTargets whether every value of an example's output is explained
 * @param topK how many of the largest values of each example are explained, if so
 * @param weights one per example
 * @param reasons how many reasons are told, if so
 * @param predictions whether the reply has the outputs of the signature, too
 */
public record ExplainOptions(
    List<String> layers,
    Port port,
    AttributionMethod method,
    Optional<String> output,
    List<Target> targets,
    boolean allTargets,
    OptionalInt topK,
    UnusedLayer unused,
    Reduction reduction,
    Optional<Smoothing> smoothing,
    Optional<List<Double>> weights,
    OptionalInt reasons,
    ReasonSide side,
    Features features,
    boolean predictions) {

  /** Copies the lists. */
  public ExplainOptions {
    layers = List.copyOf(layers);
    targets = List.copyOf(targets);
  }

  /** The same by another method. */
  public ExplainOptions method(AttributionMethod other) {
    return new ExplainOptions(
        layers,
        port,
        other,
        output,
        targets,
        allTargets,
        topK,
        unused,
        reduction,
        smoothing,
        weights,
        reasons,
        side,
        features,
        predictions);
  }
}
