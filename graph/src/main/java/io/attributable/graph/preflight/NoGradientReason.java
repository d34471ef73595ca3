package io.attributable.graph.preflight;

import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why no gradient flows from an output to a layer. Tensors that the output does not depend on are
 * no obstacle, as long as the layer has others.
 *
 * @param withoutRule a node between the output and some tensor whose op has no gradient
 * @param unreached the tensors that no gradient reaches, though no rule is missing; empty if a
 *     gradient reaches others
 * @param end the node where gradients end before those, if there is a path
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
