package io.attributable.processor.code;

import io.attributable.ErrorCode;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.SourcePosition;
import io.attributable.processor.declaration.GeneratedNames;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Checks that a class can have a subclass that records. */
final class ClassCheck {
  private final Elements elements;
  private final Reporter reporter;

  ClassCheck(Elements elements, Reporter reporter) {
    this.elements = elements;
    this.reporter = reporter;
  }

  void check(TypeElement type, SourcePosition position) {
    if (type.getModifiers().contains(Modifier.FINAL)) {
      complain(type, position, "it is final", "Make it non-final, in Kotlin open.");
    }
    if (type.getModifiers().contains(Modifier.SEALED)) {
      complain(type, position, "it is sealed", "Make it non-sealed.");
    }
    if (isPrivate(type)) {
      complain(type, position, "it is private", "Make it at least package-private.");
    }
    if (isInner(type)) {
      complain(type, position, "it is an inner class", "Make it static.");
    }
    if (!type.getTypeParameters().isEmpty()) {
      complain(type, position, "it has type parameters", "Remove them.");
    }
    if (!isPrivate(type)
        && ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .allMatch(constructor -> constructor.getModifiers().contains(Modifier.PRIVATE))) {
      complain(
          type,
          position,
          "its constructors are private",
          "Make one of them at least package-private.");
    }
    checkComplete(type, position);
  }

  private void checkComplete(TypeElement type, SourcePosition position) {
    var methods = ElementFilter.methodsIn(elements.getAllMembers(type));
    for (ExecutableElement method : methods) {
      if (method.getModifiers().contains(Modifier.ABSTRACT)
          && CodeMethods.marks(method, elements).isEmpty()
          && methods.stream().noneMatch(other -> elements.overrides(other, method, type))) {
        complain(type, position, "its method " + method + " is abstract", "Give it a body.");
      }
    }
  }

  private void complain(TypeElement type, SourcePosition position, String reason, String remedy) {
    reporter.error(
        position, ErrorCode.UNRECORDABLE_CLASS, GeneratedNames.nested(type, "."), reason, remedy);
  }

  private static boolean isInner(@Nullable Element element) {
    return element instanceof TypeElement type
        && type.getNestingKind() == NestingKind.MEMBER
        && (!type.getModifiers().contains(Modifier.STATIC) || isInner(type.getEnclosingElement()));
  }

  private static boolean isPrivate(@Nullable Element element) {
    return element instanceof TypeElement
        && (element.getModifiers().contains(Modifier.PRIVATE)
            || isPrivate(element.getEnclosingElement()));
  }
}
