package io.attributable.graph.tape;

import io.attributable.RuleCoverage;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
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

  /** What coverage calls the rule. */
  default String name() {
    return RuleCoverage.GRADIENT;
  }

  /**
   * Which inputs each output may depend on. An op with functions inside knows it better than that
   * every output depends on every input.
   *
   * @return by the output's position
   */
  default List<BitSet> dependence(FlatGraph graph, FlatNode node, FunctionDependence functions) {
    return everyOutputOnEveryInput(node);
  }

  /** What is true of ops in general. */
  static List<BitSet> everyOutputOnEveryInput(FlatNode node) {
    BitSet all = new BitSet();
    all.set(0, node.inputs().size());
    return Collections.nCopies(node.outputs().size(), all);
  }
}
