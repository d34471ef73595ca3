package io.attributable.graph.preflight;

import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What keeps gradients from going from an output to a layer. A layer is not kept from being
 * explained by tensors that the output does not depend on, as long as it has others.
 *
 * @param withoutRule a node between the output and some tensor whose op has no gradient
 * @param unreached the tensors that no gradient gets to, though no rule is missing; none where
 *     there are others that one gets to
 * @param end where gradients end on the way to those, if there is a way
 */
record NoGradientReason(
    Optional<NonDifferentiableNode> withoutRule,
    List<TensorRef> unreached,
    Optional<NonDifferentiableNode> end) {

  static NoGradientReason between(OutputPreflight output, Set<TensorRef> tensors) {
    List<TensorRef> without = output.unreached(tensors);
    List<TensorRef> unreached = without.size() < tensors.size() ? List.of() : without;
    Optional<NonDifferentiableNode> end =
        unreached.isEmpty() || !output.dependsOn(unreached)
            ? Optional.empty()
            : output.end(unreached).map(NonDifferentiableNode::of);
    return new NoGradientReason(output.withoutRule(tensors), unreached, end);
  }

  /** Whether there is none. */
  boolean isNone() {
    return withoutRule.isEmpty() && unreached.isEmpty();
  }

  /** Where gradients end. */
  Optional<NonDifferentiableNode> barrier() {
    return withoutRule.isPresent() ? withoutRule : end;
  }
}
