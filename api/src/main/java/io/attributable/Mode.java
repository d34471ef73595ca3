package io.attributable;

/** What an attribution is made of (captum's {@code multiply_by_inputs}). */
public enum Mode {
  /** Gradient times activation: how much the layer contributed. */
  GLOBAL,
  /** The gradient alone: how much a change in the layer would matter. */
  LOCAL
}
