package io.attributable.processor.code;

import io.attributable.Attributable;
import io.attributable.Forward;
import io.attributable.processor.declaration.FoundAnnotation;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Finds the marked methods of a class, its own and inherited ones. */
final class CodeMethods {
  private CodeMethods() {}

  /**
   * A marked method.
   *
   * @param element the method as a member of the class
   * @param layer the mark of a layer; an override has that of what it overrides
   * @param forward the mark of the method that builds the model
   */
  record Marked(
      ExecutableElement element,
      Optional<FoundAnnotation> layer,
      Optional<FoundAnnotation> forward) {}

  /** The class and those above it. */
  static List<TypeElement> hierarchy(TypeElement type) {
    List<TypeElement> hierarchy = new ArrayList<>();
    TypeElement next = type;
    while (next != null && !next.getQualifiedName().contentEquals("java.lang.Object")) {
      hierarchy.add(next);
      next =
          next.getSuperclass() instanceof DeclaredType parent
                  && parent.asElement() instanceof TypeElement above
              ? above
              : null;
    }
    return hierarchy;
  }

  /** The marked methods, those of the class first, each in the order of its source. */
  static List<Marked> of(TypeElement type, Elements elements) {
    Map<ExecutableElement, Marked> found = new LinkedHashMap<>();
    List<ExecutableElement> all = new ArrayList<>();
    hierarchy(type)
        .forEach(each -> all.addAll(ElementFilter.methodsIn(each.getEnclosedElements())));
    for (ExecutableElement method : all) {
      if (!marks(method, elements).isEmpty()) {
        ExecutableElement actual =
            all.stream()
                .filter(other -> elements.overrides(other, method, type))
                .findFirst()
                .orElse(method);
        found.merge(
            actual,
            new Marked(
                actual,
                mark(method, Attributable.class, elements),
                mark(method, Forward.class, elements)),
            CodeMethods::joined);
      }
    }
    return new ArrayList<>(found.values());
  }

  private static Marked joined(Marked first, Marked above) {
    return new Marked(
        first.element(), first.layer().or(above::layer), first.forward().or(above::forward));
  }

  /** The marks on a method itself. */
  static List<FoundAnnotation> marks(ExecutableElement method, Elements elements) {
    List<FoundAnnotation> marks = new ArrayList<>();
    mark(method, Attributable.class, elements).ifPresent(marks::add);
    mark(method, Forward.class, elements).ifPresent(marks::add);
    return marks;
  }

  private static Optional<FoundAnnotation> mark(
      ExecutableElement method, Class<? extends Annotation> mark, Elements elements) {
    return FoundAnnotation.on(method, mark, elements);
  }

  /** The class that declares a method. */
  static TypeElement owner(ExecutableElement method) {
    return (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
  }
}
