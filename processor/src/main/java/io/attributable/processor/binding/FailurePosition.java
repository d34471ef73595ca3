package io.attributable.processor.binding;

import io.attributable.AttributionException;
import io.attributable.processor.compiler.SourcePosition;
import io.attributable.processor.declaration.ModelDeclaration;

/** Finds the annotation's value that a failure of the library is about. */
final class FailurePosition {
  private FailurePosition() {}

  static SourcePosition of(AttributionException failure, ModelDeclaration.Positions positions) {
    return switch (failure.code()) {
      case UNKNOWN_SIGNATURE, UNSUPPORTED_SIGNATURE, AMBIGUOUS_SIGNATURE -> positions.signature();
      default -> positions.savedModel();
    };
  }
}
