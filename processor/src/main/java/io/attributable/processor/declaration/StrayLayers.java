package io.attributable.processor.declaration;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.ErrorCode;
import io.attributable.Forward;
import io.attributable.processor.compiler.Reporter;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Reports marked methods that no {@code @AttributedModel} interface or class of the same round
 * declares or inherits, so that nothing would ever come of them.
 */
public final class StrayLayers {
  private final Elements elements;
  private final Reporter reporter;

  /** A check with the compiler's elements. */
  public StrayLayers(ProcessingEnvironment environment) {
    this.elements = environment.getElementUtils();
    this.reporter = new Reporter(environment.getMessager());
  }

  /** Reports the stray methods of a round. */
  public void report(RoundEnvironment round) {
    Set<String> used = new HashSet<>();
    ElementFilter.typesIn(round.getElementsAnnotatedWith(AttributedModel.class))
        .forEach(type -> addWithParents(type, used));
    report(round, Attributable.class, used);
    report(round, Forward.class, used);
  }

  private void report(
      RoundEnvironment round, Class<? extends Annotation> annotation, Set<String> used) {
    for (Element method : round.getElementsAnnotatedWith(annotation)) {
      if (method.getEnclosingElement() instanceof TypeElement owner
          && !used.contains(owner.getQualifiedName().toString())) {
        report(method, owner, annotation);
      }
    }
  }

  private void report(Element method, TypeElement owner, Class<? extends Annotation> marked) {
    String name = GeneratedNames.nested(owner, ".");
    FoundAnnotation.on(method, marked, elements)
        .ifPresent(
            annotation ->
                reporter.error(
                    annotation.position("layer"),
                    ErrorCode.STRAY_ANNOTATION,
                    name + "." + method.getSimpleName() + "()",
                    marked.getSimpleName(),
                    name));
  }

  private static void addWithParents(TypeElement type, Set<String> used) {
    if (used.add(type.getQualifiedName().toString())) {
      List<? extends TypeMirror> parents =
          type.getKind() == ElementKind.CLASS
              ? List.of(type.getSuperclass())
              : type.getInterfaces();
      for (TypeMirror parent : parents) {
        if (parent instanceof DeclaredType declared
            && declared.asElement() instanceof TypeElement element) {
          addWithParents(element, used);
        }
      }
    }
  }
}
