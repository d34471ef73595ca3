package io.attributable.graph.method;

import io.attributable.AttributionMethod;
import io.attributable.Occlusion;
import io.attributable.Permutation;
import io.attributable.Rise;
import io.attributable.graph.points.PerturbationDemand;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Forward passes at perturbed values: methods that perturb alike have the same plans. */
record PerturbationPlan(PerturbationDemand demand) implements MethodPlan {

  static PerturbationPlan of(AttributionMethod method) {
    return new PerturbationPlan(new PerturbationDemand(method.name(), by(method)));
  }

  private static PerturbationDemand.By by(AttributionMethod method) {
    if (method instanceof Occlusion) {
      return PerturbationDemand.By.WINDOWS;
    }
    if (method instanceof Rise) {
      return PerturbationDemand.By.PARTS;
    }
    return method instanceof Permutation
        ? PerturbationDemand.By.FEATURES_OF_OTHERS
        : PerturbationDemand.By.FEATURES;
  }

  @Override
  public boolean differentiates() {
    return false;
  }

  /** The method's name is for messages alone. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PerturbationPlan plan && demand.by() == plan.demand.by();
  }

  @Override
  public int hashCode() {
    return demand.by().hashCode();
  }

  @Override
  public Optional<PerturbationDemand> perturbation() {
    return Optional.of(demand);
  }

  /** Nothing is composed in the graph. */
  @Override
  public Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    throw new IllegalStateException(demand.method() + " composes nothing in the graph");
  }
}
