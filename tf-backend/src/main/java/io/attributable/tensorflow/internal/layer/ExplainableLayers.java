package io.attributable.tensorflow.internal.layer;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.LeftOutLayer;
import io.attributable.Port;
import io.attributable.UnusedLayer;
import io.attributable.Worded;
import io.attributable.Wording;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.LayerEntry;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.plan.ConditionalBranch;
import io.attributable.preflight.LayerPreflight;
import io.attributable.preflight.PreflightReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All layers of a signature, seen from one output or for themselves.
 *
 * @param layers those that a request can be answered for, in the order of the data
 * @param leftOut those that cannot
 */
public record ExplainableLayers(List<LayerTensors> layers, List<LeftOutLayer> leftOut) {

  /**
   * Reads a report about all layers on one side.
   *
   * @param resolve what the tensors of an entry are
   * @param unused whether layers that the output does not depend on have zeros
   */
  public static ExplainableLayers of(
      PreflightReport report, Function<LayerPreflight, LayerTensors> resolve, UnusedLayer unused) {
    List<LayerTensors> layers = new ArrayList<>();
    List<LeftOutLayer> leftOut = new ArrayList<>();
    for (LayerPreflight layer : report.layers()) {
      layer
          .problem()
          .filter(
              problem -> unused != UnusedLayer.ZEROS || problem.code() != ErrorCode.UNUSED_LAYER)
          .ifPresentOrElse(
              problem -> leftOut.add(LeftOutLayer.of(layer.layer(), layer.port(), problem)),
              () -> layers.add(resolve.apply(layer)));
    }
    return new ExplainableLayers(List.copyOf(layers), List.copyOf(leftOut));
  }

  /** All layers that have a value on one side, whichever branches are taken. */
  public static ExplainableLayers withValues(LayerIndex index, Port port) {
    ConditionalBranch branches = new ConditionalBranch(index.graph());
    List<LayerTensors> layers = new ArrayList<>();
    List<LeftOutLayer> leftOut = new ArrayList<>();
    for (LayerEntry entry : index.layers()) {
      if (entry.attributable(port)) {
        LayerTensors layer = new LayerTensors(entry.address(), port, entry.tensors(port));
        branches
            .problem(layer)
            .ifPresentOrElse(
                problem -> leftOut.add(LeftOutLayer.of(entry.address(), port, problem)),
                () -> layers.add(layer));
      }
    }
    return new ExplainableLayers(List.copyOf(layers), List.copyOf(leftOut));
  }

  /** Without those that something else refuses, which are left out, too. */
  public ExplainableLayers without(Function<LayerTensors, Optional<AttributionException>> refusal) {
    List<LayerTensors> accepted = new ArrayList<>();
    List<LeftOutLayer> others = new ArrayList<>(leftOut);
    for (LayerTensors layer : layers) {
      refusal
          .apply(layer)
          .ifPresentOrElse(
              problem -> others.add(LeftOutLayer.of(layer.address(), layer.port(), problem)),
              () -> accepted.add(layer));
    }
    return new ExplainableLayers(List.copyOf(accepted), List.copyOf(others));
  }

  /** NOTHING_TO_EXPLAIN, with the reasons. */
  public AttributionException nothing(FlatGraph graph, String output) {
    return new AttributionException(
        ErrorCode.NOTHING_TO_EXPLAIN,
        graph.signature().name(),
        graph.model(),
        output,
        (Worded) this::why);
  }

  private String why(Wording wording) {
    if (leftOut.isEmpty()) {
      return "it has no layers that can be named. Name tensors as tensor:NODE:0.";
    }
    LeftOutLayer first = leftOut.get(0);
    return "of its %d layers, %s. The first, \"%s\": %s"
        .formatted(leftOut.size(), reasons(), first.layer(), first.reason(wording));
  }

  private String reasons() {
    Map<String, Long> counts =
        leftOut.stream()
            .collect(
                Collectors.groupingBy(
                    layer -> layer.code().id(), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " fail with " + count.getKey())
        .collect(Collectors.joining(", "));
  }
}
