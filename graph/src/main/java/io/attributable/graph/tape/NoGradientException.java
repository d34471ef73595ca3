package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatNode;
import java.io.Serial;

/** An op on the way has no gradient. Turned into an error that names the layer, too. */
public final class NoGradientException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient FlatNode node;

  /** For a node with no rule, or with one that does not know its gradient. */
  public NoGradientException(FlatNode node) {
    super("no gradient for " + node);
    this.node = node;
  }

  /** The node that blocks. */
  public FlatNode node() {
    return node;
  }
}
