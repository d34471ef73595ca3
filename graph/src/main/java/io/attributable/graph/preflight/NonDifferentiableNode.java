package io.attributable.graph.preflight;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.NoGradientException;

/**
 * A node that gradients do not get past.
 *
 * @param node the node itself
 * @param outer the node of the signature's graph: the same, or the loop or branch that holds it
 */
record NonDifferentiableNode(FlatNode node, FlatNode outer) {

  static NonDifferentiableNode of(FlatNode node) {
    return new NonDifferentiableNode(node, node);
  }

  static NonDifferentiableNode of(NoGradientException cause) {
    return new NonDifferentiableNode(cause.node(), cause.outer());
  }
}
