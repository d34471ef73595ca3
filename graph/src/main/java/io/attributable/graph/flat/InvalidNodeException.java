package io.attributable.graph.flat;

import java.io.Serial;

/** A node that was to be made, but that its op does not allow: of types it does not take, say. */
public final class InvalidNodeException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  InvalidNodeException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }
}
