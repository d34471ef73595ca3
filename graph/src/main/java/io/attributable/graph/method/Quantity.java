package io.attributable.graph.method;

import java.util.Objects;

/**
 * What a result of a plan is. The same quantity of the same tensor is the same number, whichever
 * method asks for it.
 *
 * @param name as outputs of explained signatures begin, such as {@code gradient}
 */
public record Quantity(String name) {
  /** The layer's tensor itself. */
  public static final Quantity ACTIVATION = new Quantity("activation");

  /** The derivative of the target with respect to the layer's tensor. */
  public static final Quantity GRADIENT = new Quantity("gradient");

  /** That, times the tensor. */
  public static final Quantity GRADIENT_X_ACTIVATION = new Quantity("attribution");

  /** Requires the name. */
  public Quantity {
    Objects.requireNonNull(name, "name");
  }
}
