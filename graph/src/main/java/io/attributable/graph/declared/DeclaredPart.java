package io.attributable.graph.declared;

import io.attributable.AttributionException;

/**
 * What of a declaration a problem is about.
 *
 * @param kind the value
 * @param layer the index of the layer, for values of one; else -1
 */
public record DeclaredPart(Kind kind, int layer) {

  /** The values of a declaration. */
  public enum Kind {
    /** The model's directory. */
    MODEL,
    /** The signature's name. */
    SIGNATURE,
    /** The output to explain. */
    OUTPUT,
    /** A layer's address. */
    LAYER,
    /** A layer's attribution method. */
    METHOD,
    /** A layer's names of columns. */
    FEATURES
  }

  /** A value that is no layer's. */
  static DeclaredPart of(Kind kind) {
    return new DeclaredPart(kind, -1);
  }

  /** What a failure to read the model is about. */
  static DeclaredPart of(AttributionException failure) {
    return switch (failure.code()) {
      case UNKNOWN_SIGNATURE, UNSUPPORTED_SIGNATURE, AMBIGUOUS_SIGNATURE -> of(Kind.SIGNATURE);
      default -> of(Kind.MODEL);
    };
  }
}
