package io.attributable.processor.declaration;

import io.attributable.processor.compiler.SourcePosition;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** An annotation on an element, read without loading its class. */
public final class FoundAnnotation {
  /** What javac's model gives as the value of an expression that it cannot resolve yet. */
  private static final String UNRESOLVED = "<error>";

  private final Element element;
  private final AnnotationMirror mirror;
  private final Elements elements;

  private FoundAnnotation(Element element, AnnotationMirror mirror, Elements elements) {
    this.element = element;
    this.mirror = mirror;
    this.elements = elements;
  }

  /** The annotation of a type on an element, if there is one. */
  public static Optional<FoundAnnotation> on(
      Element element, Class<? extends Annotation> type, Elements elements) {
    return element.getAnnotationMirrors().stream()
        .filter(mirror -> isOf(mirror, type))
        .map(mirror -> new FoundAnnotation(element, mirror, elements))
        .findFirst();
  }

  private static boolean isOf(AnnotationMirror mirror, Class<? extends Annotation> type) {
    TypeElement annotation = (TypeElement) mirror.getAnnotationType().asElement();
    return annotation.getQualifiedName().contentEquals(String.valueOf(type.getCanonicalName()));
  }

  /** The value written or by default, as text; of an enum constant, its name. */
  public String text(String member) {
    return text(value(elements.getElementValuesWithDefaults(mirror), member));
  }

  /** The texts written or by default of a member that has several. */
  public List<String> texts(String member) {
    AnnotationValue value = value(elements.getElementValuesWithDefaults(mirror), member);
    return value != null && value.getValue() instanceof List<?> several
        ? several.stream().map(each -> text((AnnotationValue) each)).toList()
        : List.of();
  }

  /** Whether every value is known; a constant of a class yet to be generated is not. */
  boolean isResolved() {
    return mirror.getElementValues().values().stream()
        .<AnnotationValue>flatMap(FoundAnnotation::single)
        .noneMatch(value -> text(value).equals(UNRESOLVED));
  }

  private static Stream<AnnotationValue> single(AnnotationValue value) {
    return value.getValue() instanceof List<?> several
        ? several.stream().map(AnnotationValue.class::cast)
        : Stream.of(value);
  }

  /** Whether a value was written, and not left to its default. */
  public boolean isWritten(String member) {
    return value(mirror.getElementValues(), member) != null;
  }

  /** The annotation's position. */
  public SourcePosition position() {
    return new SourcePosition(element, mirror, null);
  }

  /** Where the value was written; the annotation itself if it was not. */
  public SourcePosition position(String member) {
    return new SourcePosition(element, mirror, value(mirror.getElementValues(), member));
  }

  private static String text(@Nullable AnnotationValue value) {
    Object content = value == null ? UNRESOLVED : value.getValue();
    return content instanceof VariableElement constant
        ? constant.getSimpleName().toString()
        : String.valueOf(content);
  }

  private static @Nullable AnnotationValue value(
      Map<? extends ExecutableElement, ? extends AnnotationValue> values, String member) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().getSimpleName().contentEquals(member))
        .<AnnotationValue>map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
