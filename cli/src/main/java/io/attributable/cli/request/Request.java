package io.attributable.cli.request;

import io.attributable.AttributionMethod;
import io.attributable.Features;
import io.attributable.Port;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.source.InputSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request for an explanation. Immutable.
 *
 * @param signature empty for the model's default
 * @param layers addresses; may be empty, which the model refuses
 * @param method how attributions are computed
 * @param output empty for the signature's only output
 * @param weights one per example, where there are some
 * @param inputs the sources of values, by the inputs' names
 * @param reduction how each attribution is reduced inside TensorFlow
 * @param prediction whether the explained output is returned, too
 * @param allLayers whether all other layers that can be explained are requested, too
 * @param targets several targets, instead of the one
 * @param smoothing the noise that attributions are smoothed by
 * @param reasons which reasons are told
 * @param features what the columns of inputs and layers are called
 * @param classes the names of the output's classes
 * @param preprocess how numbers are made of pictures, by input, instead of what options and the
 *     card say
 */
public record Request(
    Optional<String> signature,
    List<String> layers,
    Port port,
    AttributionMethod method,
    Optional<String> output,
    Target target,
    UnusedLayer unused,
    Optional<List<Double>> weights,
    Map<String, InputSource> inputs,
    Reduction reduction,
    boolean prediction,
    boolean allLayers,
    Optional<TargetSelection> targets,
    Optional<Smoothing> smoothing,
    Optional<ReasonsWanted> reasons,
    Features features,
    ClassNames classes,
    Map<String, ImagePreprocess> preprocess) {

  /** A request for named layers and one target. */
  public Request(
      Optional<String> signature,
      List<String> layers,
      Port port,
      AttributionMethod method,
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
        method,
        output,
        target,
        unused,
        weights,
        inputs,
        reduction,
        prediction,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Features.none(),
        ClassNames.NONE,
        Map.of());
  }

  /** Copies the lists and keeps the order of the inputs. */
  public Request {
    layers = List.copyOf(layers);
    weights = weights.map(List::copyOf);
    preprocess = Map.copyOf(preprocess);
  }

  /** The same request about other layers, and towards another output. */
  public Request about(List<String> others, boolean all, Optional<String> towards) {
    return new Request(
        signature,
        others,
        port,
        method,
        towards,
        target,
        unused,
        weights,
        inputs,
        reduction,
        prediction,
        all,
        targets,
        smoothing,
        reasons,
        features,
        classes,
        preprocess);
  }
}
