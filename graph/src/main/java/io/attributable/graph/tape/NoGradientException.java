package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatNode;
import java.io.Serial;

/**
 * An op between the layer and the output has no gradient. Turned into an error that names the
 * layer, too.
 */
public final class NoGradientException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient FlatNode node;
  private final transient FlatNode outer;

  /** A node without a rule, or one whose rule cannot do it. */
  public NoGradientException(FlatNode node) {
    this(node, node);
  }

  private NoGradientException(FlatNode node, FlatNode outer) {
    super("no gradient for " + node);
    this.node = node;
    this.outer = outer;
  }

  /** The same, seen from the node that holds the function. */
  public NoGradientException inside(FlatNode holder) {
    return new NoGradientException(node, holder);
  }

  /** The node that blocks. */
  public FlatNode node() {
    return node;
  }

  /** The node of the signature's graph that blocks, or holds the one that does. */
  public FlatNode outer() {
    return outer;
  }
}
