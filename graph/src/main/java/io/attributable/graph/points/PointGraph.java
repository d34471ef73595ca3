package io.attributable.graph.points;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model's graph with points in the place of its inputs, or of tensors of layers. What is fed
 * stays one row per example; all rows of all points are made in the graph. Beside the pass at the
 * points there may be others at inputs and baselines, which share the weights. Immutable.
 *
 * <p>Names of the model's own tensors stay; those that points stand for have {@linkplain #tensor
 * others}.
 */
public final class PointGraph {
  private final SignatureSchema model;
  private final FlatGraph graph;
  private final PointFeeds feeds;
  private final TensorRef count;
  private final Map<TensorRef, TensorRef> substitutes;
  private final Map<TensorRef, TensorRef> substituted = new HashMap<>();
  private final Map<TensorRef, TensorRef> differences;
  private final Map<Reference, Map<TensorRef, TensorRef>> passes;
  private final List<TensorInfo> moved;
  private final boolean replaces;

  PointGraph(
      SignatureSchema model,
      FlatGraph graph,
      PointFeeds feeds,
      TensorRef count,
      Map<TensorRef, TensorRef> substitutes,
      Map<TensorRef, TensorRef> differences,
      Map<Reference, Map<TensorRef, TensorRef>> passes,
      List<TensorInfo> moved,
      boolean replaces) {
    this.model = model;
    this.graph = graph;
    this.feeds = feeds;
    this.count = count;
    this.substitutes = Map.copyOf(substitutes);
    substitutes.forEach((ofModel, substitute) -> substituted.put(substitute, ofModel));
    this.differences = Map.copyOf(differences);
    this.passes = passes;
    this.moved = List.copyOf(moved);
    this.replaces = replaces;
  }

  /**
   * Makes the graph.
   *
   * @param tensors what is explained
   * @param output what the target picks from
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  public static PointGraph of(
      FlatGraph graph, PointDemand demand, List<TensorInfo> tensors, TensorRef output) {
    return new PointGraphWriter(graph, demand.method()).write(demand, tensors, output);
  }

  /** The graph to differentiate; its signature is fed in the place of the model's. */
  public FlatGraph graph() {
    return graph;
  }

  /** The same with what stands for the model's inputs in the place of what is fed. */
  public FlatGraph atPoints() {
    SignatureSchema signature = graph.signature();
    return graph.with(
        new SignatureSchema(
            signature.name(),
            signature.inputs().stream()
                .map(input -> input.at(substitutes.getOrDefault(ofModel(input), input.tensor())))
                .toList(),
            signature.outputs()),
        graph.byName());
  }

  private TensorRef ofModel(TensorSchema input) {
    return model.input(input.name()).tensor();
  }

  public PointFeeds feeds() {
    return feeds;
  }

  /** How many points there are, a 64-bit scalar. */
  public TensorRef count() {
    return count;
  }

  /** What stands for a tensor of the model in the pass at the points. */
  public TensorRef tensor(TensorRef ofModel) {
    return substitutes.getOrDefault(ofModel, ofModel);
  }

  /** The same of an explained tensor. */
  public TensorInfo tensor(TensorInfo ofModel) {
    return new TensorInfo(
        tensor(ofModel.tensor()), ofModel.name(), ofModel.type(), ofModel.shape());
  }

  /**
   * The change of an explained tensor between baselines and inputs, {@code [points or 1, rows, …]},
   * where it was wanted.
   */
  public Optional<TensorRef> difference(TensorRef ofModel) {
    return Optional.ofNullable(differences.get(ofModel));
  }

  /** The value that a tensor has in a pass; empty where there is no such pass. */
  public Optional<TensorRef> in(Reference pass, TensorRef ofModel) {
    return Optional.ofNullable(passes.get(pass)).map(made -> made.getOrDefault(ofModel, ofModel));
  }

  /** The same of a tensor of the pass at the points. */
  public Optional<TensorRef> beside(Reference pass, TensorRef atPoints) {
    return in(pass, substituted.getOrDefault(atPoints, atPoints));
  }

  /** What stands for the inputs that hold examples, or for layers, in the pass at the points. */
  public Set<TensorRef> substitutes() {
    return Collections.unmodifiableSet(substituted.keySet());
  }

  /** Whether tensors of layers are replaced, while inputs stay. */
  public boolean replaces() {
    return replaces;
  }

  /** Inputs that move beside those that are explained. */
  public List<TensorInfo> moved() {
    return moved;
  }
}
