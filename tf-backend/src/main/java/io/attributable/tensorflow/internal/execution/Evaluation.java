package io.attributable.tensorflow.internal.execution;

import io.attributable.AttributedTensor;
import io.attributable.Convergence;
import io.attributable.Estimation;
import io.attributable.RuleCoverage;
import java.util.Optional;

/** What was computed for a request, from which {@link ResultAssembler} makes results. */
public interface Evaluation {

  /**
   * The attribution of a tensor, on the Java heap.
   *
   * @param layer which of the request's layers
   * @param tensor which of the layer's tensors
   * @param target which of the targets that were explained at once
   */
  AttributedTensor tensor(int layer, int tensor, int target);

  /** The values of the explained output, where they are wanted. */
  Optional<AttributedTensor> prediction();

  /**
   * Whether the attributions of a layer add up to what they explain, of methods that promise it.
   *
   * @param layer which of the request's layers
   * @param target which of the targets that were explained at once
   */
  default Optional<Convergence> convergence(int layer, int target) {
    return Optional.empty();
  }

  /** How the values of a layer came about, of methods that perturb. */
  default Optional<Estimation> estimation(int layer, int target) {
    return Optional.empty();
  }

  /** By which rules the method went through which ops, where it has any. */
  default RuleCoverage coverage() {
    return RuleCoverage.none();
  }
}
