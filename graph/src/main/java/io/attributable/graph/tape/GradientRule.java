package io.attributable.graph.tape;

import io.attributable.graph.tensor.TensorRef;
import java.util.Map;

/**
 * How one kind of op hands gradients back: the vector-Jacobian product. A rule has no state and is
 * safe for any number of threads.
 */
@FunctionalInterface
public interface GradientRule {
  /**
   * Adds the nodes that compute the gradients of a node's inputs.
   *
   * @return by the input's position; an input that is absent has no gradient by definition. Only
   *     inputs that {@link RuleContext#needs} asks for are looked at.
   */
  Map<Integer, TensorRef> gradient(RuleContext context);
}
