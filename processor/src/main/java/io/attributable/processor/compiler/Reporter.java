package io.attributable.processor.compiler;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic.Kind;

/**
 * Prints what is wrong with one annotated type. The words come from {@link ErrorCode}; the same
 * message at the same position is printed once.
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
  public void error(SourcePosition position, ErrorCode code, Object... arguments) {
    failed = true;
    print(Kind.ERROR, code.message(arguments), position);
  }

  /** Prints a failure of the library, whose message is complete, as an error. */
  public void error(SourcePosition position, AttributionException failure) {
    failed = true;
    print(Kind.ERROR, String.valueOf(failure.getMessage()), position);
  }

  /** Prints a failure of the library as a warning; the explainer is generated all the same. */
  public void warning(SourcePosition position, AttributionException failure) {
    print(Kind.WARNING, String.valueOf(failure.getMessage()), position);
  }

  /** Whether an error was reported. */
  public boolean failed() {
    return failed;
  }

  private void print(Kind kind, String message, SourcePosition position) {
    if (printed.add(new Printed(kind, message, position))) {
      messager.printMessage(
          kind, message, position.element(), position.annotation(), position.value());
    }
  }

  private record Printed(Kind kind, String message, SourcePosition position) {}
}
