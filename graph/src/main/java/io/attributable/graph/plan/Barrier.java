package io.attributable.graph.plan;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.NoGradientException;

/**
 * A node that gradients do not get past.
 *
 * @param node the node itself
 * @param outer the node of the signature's graph: the same, or the loop or branch that holds it
 */
record Barrier(FlatNode node, FlatNode outer) {

  static Barrier of(FlatNode node) {
    return new Barrier(node, node);
  }

  static Barrier of(NoGradientException cause) {
    return new Barrier(cause.node(), cause.outer());
  }
}
