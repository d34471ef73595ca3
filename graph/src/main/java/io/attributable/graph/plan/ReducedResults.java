package io.attributable.graph.plan;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.method.LayerValues;
import io.attributable.graph.method.Quantity;
import io.attributable.graph.reduce.ReducedShape;
import io.attributable.graph.reduce.ReductionWriter;
import io.attributable.graph.reduce.StackedReduction;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The results of one plan: composed by its method, then reduced, each once. */
final class ReducedResults {
  private final SignatureSchema signature;
  private final PlanSpec spec;
  private final Map<TensorRef, ReductionWriter.Reduced> reduced = new HashMap<>();
  private final Map<TensorRef, TensorRef> positions = new HashMap<>();

  ReducedResults(SignatureSchema signature, PlanSpec spec) {
    this.signature = signature;
    this.spec = spec;
  }

  /**
   * Checks what the static shapes tell.
   *
   * @throws io.attributable.AttributionException METHOD_NOT_APPLICABLE, REDUCTION_SHAPE,
   *     REDUCTION_INVALID, INPUT_UNKNOWN
   */
  void check(FlatGraph graph) {
    ReducedShape shapes = new ReducedShape(spec.reduction(), signature, Map.of());
    for (TensorInfo tensor : spec.tensors()) {
      spec.method().check(graph, tensor);
      shapes.of(tensor.name(), spec.method().shape(tensor.name(), tensor.shape()));
    }
  }

  /**
   * Writes the results.
   *
   * @param gradients by tensor, if the method has any; of several targets along a dimension in
   *     front
   */
  Map<TensorRef, PlannedTensor> write(GraphBuilder graph, Map<TensorRef, TensorRef> gradients) {
    NodeWriter writer = new NodeWriter(graph);
    ReductionWriter single = new ReductionWriter(writer, signature, spec.reduction());
    StackedReduction stacks = new StackedReduction(writer, single);
    Map<TensorRef, PlannedTensor> results = new LinkedHashMap<>();
    for (TensorInfo tensor : spec.tensors()) {
      LayerValues values = values(writer, tensor, gradients.get(tensor.tensor()));
      Function<TensorRef, ReductionWriter.Reduced> reduction =
          values.stacked() > 0 ? stacks::write : single::write;
      boolean used = !spec.method().differentiates() || gradients.containsKey(tensor.tensor());
      Map<Quantity, TensorRef> composed = new LinkedHashMap<>();
      spec.method()
          .compose(writer, values)
          .forEach(
              (quantity, result) ->
                  composed.put(quantity, reduce(reduction, used ? result : zeros(writer, result))));
      results.put(tensor.tensor(), new PlannedTensor(tensor, used, composed));
    }
    return results;
  }

  /** Where no gradient gets to, it is zero. */
  private LayerValues values(NodeWriter writer, TensorInfo tensor, @Nullable TensorRef gradient) {
    if (!spec.method().differentiates()) {
      return new LayerValues(tensor, null, 0);
    }
    return gradient == null
        ? new LayerValues(tensor, writer.unary("ZerosLike", tensor.tensor()), 0)
        : new LayerValues(tensor, gradient, spec.target() == TargetKind.INDICES ? 1 : 0);
  }

  /** Zero times what a layer gives may be -0, or no number. */
  private static TensorRef zeros(NodeWriter writer, TensorRef result) {
    return writer.unary("ZerosLike", result);
  }

  private TensorRef reduce(
      Function<TensorRef, ReductionWriter.Reduced> reduction, TensorRef result) {
    if (spec.reduction().isNone()) {
      return result;
    }
    ReductionWriter.Reduced made = reduced.computeIfAbsent(result, reduction);
    made.positions().ifPresent(tuples -> positions.put(made.values(), tuples));
    return made.values();
  }

  /** Where chosen neurons are, by what has their values. */
  Map<TensorRef, TensorRef> positions() {
    return positions;
  }
}
