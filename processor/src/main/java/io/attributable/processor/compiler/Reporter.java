package io.attributable.processor.compiler;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic.Kind;

/**
 * Prints what is wrong with one annotated type. The words come from {@link ErrorCode}; the same
 * message at the same place is printed once.
 */
public final class Reporter {
  private final Messager messager;
  private final Set<Printed> printed = new HashSet<>();
  private boolean failed;

  /** A reporter for one type that has not failed yet. */
  public Reporter(Messager messager) {
    this.messager = messager;
  }

  /** Prints an error; the type then gets no explainer. */
  public void error(Place place, ErrorCode code, Object... arguments) {
    failed = true;
    print(Kind.ERROR, code.message(arguments), place);
  }

  /** Prints a failure of the library, whose message is complete, as an error. */
  public void error(Place place, AttributionException failure) {
    failed = true;
    print(Kind.ERROR, String.valueOf(failure.getMessage()), place);
  }

  /** Prints a failure of the library as a warning; the explainer is generated all the same. */
  public void warning(Place place, AttributionException failure) {
    print(Kind.WARNING, String.valueOf(failure.getMessage()), place);
  }

  /** Whether an error was reported. */
  public boolean failed() {
    return failed;
  }

  private void print(Kind kind, String message, Place place) {
    if (printed.add(new Printed(kind, message, place))) {
      messager.printMessage(kind, message, place.element(), place.annotation(), place.value());
    }
  }

  private record Printed(Kind kind, String message, Place place) {}
}
