package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;

/**
 * A node behind a linear op that counts as part of its layer.
 *
 * @param node the node
 * @param kind what it does
 * @param data which of its inputs comes from the linear op
 */
record Follower(FlatNode node, Kind kind, int data) {

  /** What a node does to the output of a linear op. */
  enum Kind {
    /** Hands its input on. */
    PASSES,
    /** Puts its numbers into another shape, the last dimension staying what it is. */
    RESHAPES,
    /** Adds a constant. */
    ADDS,
    /** Takes a constant away. */
    SUBTRACTS,
    /** Multiplies by a constant per channel. */
    MULTIPLIES,
    /** Divides by one. */
    DIVIDES,
    /** Normalises by statistics that are given. */
    NORMALISES
  }

  /** Whether it does more than to hand numbers on. */
  boolean isAffine() {
    return kind != Kind.PASSES && kind != Kind.RESHAPES;
  }

  TensorRef output() {
    return node.output(0);
  }

  /** The constant, of those that take one. */
  TensorRef constant() {
    return node.inputs().get(1 - data);
  }
}
