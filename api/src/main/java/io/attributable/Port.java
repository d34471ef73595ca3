package io.attributable;

/** The side of a layer whose tensors are explained (captum's {@code attribute_to_layer_input}). */
public enum Port {
  /** Tensors made elsewhere that enter the layer. */
  INPUT,
  /** Tensors made in the layer that leave it. */
  OUTPUT
}
