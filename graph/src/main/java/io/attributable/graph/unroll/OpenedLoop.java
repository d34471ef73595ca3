package io.attributable.graph.unroll;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.op.FunctionReferences;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tape.control.LoopBody;
import io.attributable.graph.tensor.TensorRef;

/**
 * A loop with its functions opened.
 *
 * @param node the {@code While}
 * @param condition whether there is one more iteration
 * @param body the next value of each variable
 */
record OpenedLoop(FlatNode node, FunctionGraph condition, FunctionGraph body) {

  static boolean isLoop(FlatNode node) {
    return OpTrait.LOOP.is(node.op());
  }

  static OpenedLoop open(FlatGraph graph, FlatNode node, FunctionGraphs functions) {
    return new OpenedLoop(
        node, LoopBody.condition(graph, node, functions), LoopBody.open(graph, node, functions));
  }

  /** What the variable of an argument of the condition or the body starts with. */
  TensorRef first(int variable) {
    return node.inputs().get(variable);
  }

  /**
   * Whether the body may be unrolled: it has no side effects, no branches, and no custom gradients,
   * which may refer to tensors of their function.
   */
  boolean isPlain() {
    FlatGraph graph = body.graph();
    return graph.byName().values().stream()
        .allMatch(inner -> isPlain(inner) && graph.customGradient(inner).isEmpty());
  }

  private static boolean isPlain(FlatNode node) {
    boolean changes =
        node.definition().getIsStateful() && !OpTrait.VARIABLE_READ.is(node.op()) && !isCheck(node);
    return !changes
        && !OpTrait.isDataflowControl(node.op())
        && !FunctionReferences.areIn(node.attributes());
  }

  /** Whether a node does nothing but fail where it should. */
  static boolean isCheck(FlatNode node) {
    return node.op().equals("Assert");
  }
}
