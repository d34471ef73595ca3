package io.attributable.processor.declaration;

import io.attributable.AttributionException;
import io.attributable.Methods;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.SourcePosition;
import java.util.Optional;

/** The attribution method that {@code @AttributedModel} or {@code @Attributable} names. */
public final class MethodName {
  private static final String MEMBER = "method";

  private MethodName() {}

  /** The name; empty if none is written, or there is no such method, which is reported. */
  public static Optional<String> of(FoundAnnotation annotation, Reporter reporter) {
    return of(annotation, annotation.position(MEMBER), reporter);
  }

  /** The same with what messages point at. */
  public static Optional<String> of(
      FoundAnnotation annotation, SourcePosition position, Reporter reporter) {
    String name = annotation.text(MEMBER);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Methods.of(name).name());
    } catch (AttributionException unknown) {
      reporter.error(position, unknown);
      return Optional.empty();
    }
  }
}
