package io.attributable.graph.plan;

import io.attributable.Reduction;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.reduce.ReducedShape;
import io.attributable.graph.reduce.ReductionWriter;
import io.attributable.graph.reduce.StackedReduction;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reduces the results of one plan, each once. */
final class ReducedResults {
  private final SignatureSchema signature;
  private final Reduction reduction;
  private final Map<TensorRef, ReductionWriter.Reduced> made = new HashMap<>();
  private final Map<TensorRef, TensorRef> positions = new HashMap<>();

  ReducedResults(SignatureSchema signature, Reduction reduction) {
    this.signature = signature;
    this.reduction = reduction;
  }

  /**
   * Checks what the static shapes tell.
   *
   * @throws io.attributable.AttributionException REDUCTION_SHAPE, REDUCTION_INVALID, INPUT_UNKNOWN
   */
  void check(List<LayerTensors> layers) {
    ReducedShape shapes = new ReducedShape(reduction, signature, Map.of());
    for (LayerTensors layer : layers) {
      for (TensorInfo tensor : layer.tensors()) {
        shapes.of(tensor.name(), tensor.shape());
      }
    }
  }

  /**
   * The results with what they were reduced to in their place.
   *
   * @param stacked whether those that are used have a dimension in front, of targets
   */
  List<AttributionPlan.Layer> write(
      GraphBuilder graph, List<AttributionPlan.Layer> results, boolean stacked) {
    if (reduction.isNone()) {
      return results;
    }
    NodeWriter nodes = new NodeWriter(graph);
    ReductionWriter writer = new ReductionWriter(nodes, signature, reduction);
    StackedReduction ofStacks = new StackedReduction(nodes, writer);
    List<AttributionPlan.Layer> reduced = new ArrayList<>();
    for (AttributionPlan.Layer layer : results) {
      List<AttributionPlan.Tensor> tensors = new ArrayList<>();
      for (AttributionPlan.Tensor tensor : layer.tensors()) {
        Function<TensorRef, ReductionWriter.Reduced> way =
            stacked && tensor.used() ? ofStacks::write : writer::write;
        TensorRef local = reduce(way, tensor.local());
        TensorRef global = reduce(way, tensor.global());
        tensors.add(new AttributionPlan.Tensor(tensor.info(), tensor.used(), local, global));
      }
      reduced.add(new AttributionPlan.Layer(layer.layer(), tensors));
    }
    return reduced;
  }

  private TensorRef reduce(Function<TensorRef, ReductionWriter.Reduced> way, TensorRef result) {
    ReductionWriter.Reduced reduced = made.computeIfAbsent(result, way);
    reduced.positions().ifPresent(tuples -> positions.put(reduced.values(), tuples));
    return reduced.values();
  }

  /** Where chosen neurons are, by what has their values. */
  Map<TensorRef, TensorRef> positions() {
    return positions;
  }
}
