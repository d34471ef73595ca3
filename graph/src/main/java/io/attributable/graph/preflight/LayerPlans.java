package io.attributable.graph.preflight;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.ConditionalBranch;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.Paths;
import io.attributable.graph.plan.PlanBuilder;
import io.attributable.graph.plan.PlanSpec;
import io.attributable.graph.tape.NoGradientException;
import java.util.List;
import java.util.Optional;

/** Makes plans, and reports failures by the user's names of the layers. */
public final class LayerPlans {
  private final Preflight preflight;
  private final List<LayerTensors> layers;
  private final Optional<OutputTensor> output;

  /**
   * Plans for layers.
   *
   * @param preflight for the causes of failures and their remedies
   * @param layers as they were named
   * @param output as it was named, if it takes part
   */
  public LayerPlans(Preflight preflight, List<LayerTensors> layers, Optional<OutputTensor> output) {
    this.preflight = preflight;
    this.layers = List.copyOf(layers);
    this.output = output;
  }

  /**
   * Makes the plan.
   *
   * @throws AttributionException NO_GRADIENT, LAYER_INSIDE_BRANCH, and as {@link PlanBuilder#build}
   */
  public AttributionPlan build(PlanBuilder builder, PlanSpec spec) {
    ConditionalBranch.refuse(builder.graph(), layers);
    try {
      return builder.build(spec);
    } catch (NoGradientException e) {
      // The preflight has a remedy, too.
      layers.forEach(layer -> preflight.check(layer, output.orElseThrow()));
      throw noGradient(builder.graph(), e).causedBy(e);
    }
  }

  /** Names the layer whose path to the output the node blocks. */
  private AttributionException noGradient(FlatGraph graph, NoGradientException cause) {
    FlatNode blocking = cause.node();
    String layer =
        layers.stream()
            .filter(candidate -> Paths.reaches(graph, candidate, cause.outer()))
            .map(LayerTensors::address)
            .findFirst()
            .orElseGet(() -> layers.get(0).address());
    return new AttributionException(
        ErrorCode.NO_GRADIENT,
        layer,
        output.orElseThrow().name(),
        blocking.op(),
        blocking.scopedName(),
        "Explain a layer behind that node.");
  }

  /**
   * Fails if there is a layer of which the plan uses no tensor.
   *
   * @throws AttributionException UNUSED_LAYER
   */
  public void requireUsed(AttributionPlan plan) {
    for (LayerTensors layer : layers) {
      if (layer.tensors().stream().noneMatch(tensor -> plan.tensor(tensor.tensor()).used())) {
        preflight.check(layer, output.orElseThrow());
        throw new AttributionException(
            ErrorCode.INTERNAL,
            "layer \"" + layer.address() + "\" was expected to reach its output");
      }
    }
  }
}
