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
public record Place(
    Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value) {

  /** The element itself. */
  public static Place of(Element element) {
    return new Place(element, null, null);
  }

  /** This place if it points at a value, else the other one. */
  public Place or(Place other) {
    return value == null ? other : this;
  }
}
