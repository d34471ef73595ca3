package io.attributable.graph.flat;

import java.io.Serial;

/** A new node that its op does not allow, for example because of its input types. */
public final class InvalidNodeException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  InvalidNodeException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }
}
