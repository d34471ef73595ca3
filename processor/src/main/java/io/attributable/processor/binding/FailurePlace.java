package io.attributable.processor.binding;

import io.attributable.AttributionException;
import io.attributable.processor.compiler.Place;
import io.attributable.processor.declaration.ModelDeclaration;

/** Finds the annotation's value that a failure of the library is about. */
final class FailurePlace {
  private FailurePlace() {}

  static Place of(AttributionException failure, ModelDeclaration.Places places) {
    return switch (failure.code()) {
      case UNKNOWN_SIGNATURE, UNSUPPORTED_SIGNATURE, AMBIGUOUS_SIGNATURE -> places.signature();
      default -> places.savedModel();
    };
  }
}
