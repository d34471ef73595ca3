package io.attributable.processor.declaration;

import io.attributable.Layer;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Checks the declaration of a method marked {@code @Attributable}. */
final class MethodCheck {
  private MethodCheck() {}

  /** The first thing that is wrong; empty if the method is an abstract {@code Layer name()}. */
  static Optional<String> complaint(ExecutableElement method) {
    if (!method.getParameters().isEmpty()) {
      return Optional.of("it has parameters");
    }
    if (!method.getTypeParameters().isEmpty()) {
      return Optional.of("it has type parameters");
    }
    if (!isLayer(method.getReturnType())) {
      return Optional.of("it returns " + method.getReturnType());
    }
    return concreteness(method);
  }

  private static Optional<String> concreteness(ExecutableElement method) {
    if (method.getModifiers().contains(Modifier.ABSTRACT)) {
      return Optional.empty();
    }
    if (method.getModifiers().contains(Modifier.STATIC)) {
      return Optional.of("it is static");
    }
    if (method.getModifiers().contains(Modifier.PRIVATE)) {
      return Optional.of("it is private");
    }
    return Optional.of("it is a default method");
  }

  /** Whether the method repeats one of Object's, which interfaces may do. */
  static boolean isOfObject(ExecutableElement method) {
    return switch (method.getSimpleName().toString()) {
      case "toString", "hashCode" -> method.getParameters().isEmpty();
      case "equals" -> method.getParameters().size() == 1;
      default -> false;
    };
  }

  private static boolean isLayer(TypeMirror type) {
    return type instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element
        && element.getQualifiedName().contentEquals(String.valueOf(Layer.class.getCanonicalName()));
  }
}
