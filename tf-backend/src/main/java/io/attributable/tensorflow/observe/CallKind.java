package io.attributable.tensorflow.observe;

import java.util.Locale;

/** What a call to a model is for. */
public enum CallKind {
  /** A request is answered. */
  ATTRIBUTE,
  /** A signature is run as it is. */
  PREDICT,
  /** Gradients are held against central differences. */
  VERIFY,
  /** Costs are measured. */
  MEASURE,
  /** Signatures, layers and requests are looked at; nothing is run. */
  INSPECT,
  /** Something is made ready: weights, plans, or examples are looked at. */
  PREPARE;

  /** As meters and traces have it: {@code attribute}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
