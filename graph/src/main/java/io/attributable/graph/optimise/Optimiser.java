package io.attributable.graph.optimise;

import io.attributable.Optimisation;
import java.util.Map;
import java.util.Set;

/** Optimises the nodes of a plan. Immutable, safe for any number of threads. */
public final class Optimiser {
  private final Set<Optimisation> wanted;
  private final ConstantEvaluator evaluator;
  private final FusedKernels fused;
  private final WeightOrder order;

  /**
   * Applies some optimisations; with {@link Optimisation#CONSTANTS_AS_VARIABLES}, those who have
   * copies of large constants made count on it.
   *
   * @param evaluator computes constants, for {@link Optimisation#FOLDED_CONSTANTS}, and finds out
   *     which kernels there are, for {@link Optimisation#FUSED_KERNELS}
   */
  public Optimiser(Set<Optimisation> wanted, ConstantEvaluator evaluator) {
    this(wanted, evaluator, WeightOrder.PLAIN);
  }

  /** The same for weights in another order. */
  public Optimiser(Set<Optimisation> wanted, ConstantEvaluator evaluator, WeightOrder order) {
    this.wanted = Set.copyOf(wanted);
    this.evaluator = evaluator;
    this.fused = new FusedKernels(evaluator);
    this.order = order;
  }

  /** Leaves plans as the tape wrote them. */
  public static Optimiser none() {
    return new Optimiser(Set.of(), (nodes, tensors) -> Map.of());
  }

  /** Replaces nodes by fewer or faster ones. */
  public void optimise(PlanNodes nodes) {
    if (wanted.contains(Optimisation.SHARED_NODES)) {
      CommonSubexpressions.in(nodes);
      nodes.prune();
    }
    if (wanted.contains(Optimisation.FOLDED_CONSTANTS)) {
      FoldedConstants.in(nodes, evaluator);
      nodes.prune();
    }
    if (wanted.contains(Optimisation.SHARED_NODES)) {
      UndoneTransposes.in(nodes);
      ColumnSlices.in(nodes);
      nodes.prune();
    }
    if (wanted.contains(Optimisation.FORWARD_CONVOLUTIONS)) {
      ForwardConvolutions.in(nodes);
      nodes.prune();
    }
    if (wanted.contains(Optimisation.PLAIN_PRODUCTS)) {
      FlattenedMatMuls.in(nodes);
      SequenceProducts.in(nodes);
      DenseEinsums.in(nodes);
      EinsumProducts.in(nodes);
      TransposedWeights.in(nodes, order, wanted.contains(Optimisation.CONSTANTS_AS_VARIABLES));
      if (wanted.contains(Optimisation.SHARED_NODES)) {
        CommonSubexpressions.in(nodes);
      }
      nodes.prune();
    }
    if (wanted.contains(Optimisation.FUSED_KERNELS)) {
      MultipliedPowers.in(nodes);
      RoundingInsensitiveNodes insensitive = RoundingInsensitiveNodes.of(nodes);
      FusedConvolutions.in(nodes, fused, insensitive);
      FusedSwish.in(nodes, fused, insensitive);
      nodes.prune();
    }
  }
}
