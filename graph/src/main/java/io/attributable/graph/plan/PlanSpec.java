package io.attributable.graph.plan;

import io.attributable.Reduction;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.method.MethodPlan;
import io.attributable.graph.points.PointGraph;
import io.attributable.graph.tensor.TensorRef;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is to compute, as the graph calls it: requests that name the same tensors by other
 * words have the same plan.
 *
 * @param tensors what is attributed, each once, in the order of their names
 * @param output what a target picks from; empty where nothing is differentiated and no prediction
 *     is wanted
 * @param method what is computed of each tensor
 * @param target what is known of targets before they are fed
 * @param weighted whether a weight per example is fed
 * @param reduction what is made of each result
 */
public record PlanSpec(
    List<TensorInfo> tensors,
    Optional<TensorRef> output,
    MethodPlan method,
    TargetKind target,
    boolean weighted,
    Reduction reduction) {

  /** Sorts the tensors. */
  public PlanSpec {
    Objects.requireNonNull(output, "output");
    tensors =
        tensors.stream()
            .collect(Collectors.toMap(TensorInfo::tensor, info -> info, (one, other) -> one))
            .values()
            .stream()
            .sorted(
                Comparator.comparing((TensorInfo info) -> info.tensor().node())
                    .thenComparing(info -> info.tensor().index()))
            .toList();
    if (method.explains() && output.isEmpty()) {
      throw new IllegalArgumentException("what is explained is an output");
    }
  }

  /** Whether the same is computed: shapes that are not known are never equal, tensors are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PlanSpec spec && parts().equals(spec.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  /** What equal plans have in common: what is computed, as records, enums, numbers and texts. */
  public List<Object> parts() {
    List<TensorRef> refs = tensors.stream().map(TensorInfo::tensor).toList();
    return List.of(refs, output, method, target, weighted, reduction);
  }

  /** The same of tensors in the places of these. */
  PlanSpec at(PointGraph points) {
    return new PlanSpec(
        tensors.stream().map(points::tensor).toList(),
        output.map(points::tensor),
        method,
        target,
        weighted,
        reduction);
  }

  /** The same with whole results. */
  public PlanSpec whole(MethodPlan by) {
    return new PlanSpec(tensors, output, by, target, weighted, Reduction.none());
  }
}
