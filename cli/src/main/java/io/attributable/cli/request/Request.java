package io.attributable.cli.request;

import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One explanation that is asked for. Immutable.
 *
 * @param signature empty for the model's default
 * @param layers addresses; may be empty, which is for the model to refuse
 * @param output empty for the signature's only output
 * @param weights one per example, where there are some
 * @param inputs where values come from, by the inputs' names
 * @param reduction what is made of each attribution before it leaves TensorFlow
 * @param prediction whether the explained output is wanted too
 * @param allLayers whether all layers that can be explained are wanted beside those that are named
 * @param targets several targets, in place of the one
 */
public record Request(
    Optional<String> signature,
    List<String> layers,
    Port port,
    Mode mode,
    Optional<String> output,
    Target target,
    UnusedLayer unused,
    Optional<List<Double>> weights,
    Map<String, InputSource> inputs,
    Reduction reduction,
    boolean prediction,
    boolean allLayers,
    Optional<TargetSelection> targets) {

  /** A request for named layers and one target. */
  public Request(
      Optional<String> signature,
      List<String> layers,
      Port port,
      Mode mode,
      Optional<String> output,
      Target target,
      UnusedLayer unused,
      Optional<List<Double>> weights,
      Map<String, InputSource> inputs,
      Reduction reduction,
      boolean prediction) {
    this(
        signature,
        layers,
        port,
        mode,
        output,
        target,
        unused,
        weights,
        inputs,
        reduction,
        prediction,
        false,
        Optional.empty());
  }

  /** Copies the lists and keeps the order of the inputs. */
  public Request {
    layers = List.copyOf(layers);
    weights = weights.map(List::copyOf);
  }
}
