package io.attributable.graph.points;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;

/**
 * A model's graph with perturbed values in the place of its inputs, or of tensors of layers. What
 * is fed stays one row per example; all perturbed rows are made in the graph. Immutable.
 *
 * @param graph its signature is fed in the place of the model's
 * @param feeds where perturbations are fed
 * @param substitutes what stands for tensors of the model
 * @param sizes by perturbed tensor of a layer, its shape at the inputs, 64-bit
 */
public record PerturbedGraph(
    FlatGraph graph,
    PerturbationFeeds feeds,
    Map<TensorRef, TensorRef> substitutes,
    Map<TensorRef, TensorRef> sizes) {

  /** Copies the maps. */
  public PerturbedGraph {
    substitutes = Map.copyOf(substitutes);
    sizes = Map.copyOf(sizes);
  }

  /**
   * Makes the graph.
   *
   * @param tensors what is perturbed: inputs, or tensors of layers
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  public static PerturbedGraph of(
      FlatGraph graph, PerturbationDemand demand, List<TensorInfo> tensors) {
    return new PerturbedGraphWriter(graph, demand).write(tensors);
  }

  /** What stands for a tensor of the model. */
  public TensorRef tensor(TensorRef ofModel) {
    return substitutes.getOrDefault(ofModel, ofModel);
  }
}
