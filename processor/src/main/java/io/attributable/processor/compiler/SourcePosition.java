package io.attributable.processor.compiler;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Where in the source a message belongs.
 *
 * @param element what is annotated
 * @param annotation the annotation on it; null where the message is about the element itself
 * @param value the annotation's value the message is about; null where the message is about the
 *     whole annotation, or about a value that was left to its default
 */
public record SourcePosition(
    Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value) {

  /** The element itself. */
  public static SourcePosition of(Element element) {
    return new SourcePosition(element, null, null);
  }

  /** This position if it points at a value, else the other one. */
  public SourcePosition or(SourcePosition other) {
    return value == null ? other : this;
  }
}
