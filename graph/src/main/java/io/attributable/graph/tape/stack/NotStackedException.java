package io.attributable.graph.tape.stack;

import io.attributable.graph.flat.FlatNode;

/** A node whose work for many seeds cannot be written as one node. Caught inside this package. */
final class NotStackedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotStackedException(FlatNode node) {
    super(node.toString());
  }
}
