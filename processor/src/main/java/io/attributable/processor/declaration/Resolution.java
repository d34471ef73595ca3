package io.attributable.processor.declaration;

import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;

/** Determines whether a type's members refer to types that do not exist, or not yet. */
final class Resolution {
  private Resolution() {}

  /** Looks at the supertypes, the methods and the fields; of a class also at those above it. */
  static boolean isComplete(TypeElement type) {
    boolean members =
        Stream.of(
                Stream.of(type.getSuperclass()),
                type.getInterfaces().stream(),
                ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                    .flatMap(
                        method ->
                            Stream.concat(
                                Stream.of(method.getReturnType()),
                                method.getParameters().stream().map(VariableElement::asType))),
                ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                    .map(VariableElement::asType))
            .flatMap(types -> types)
            .noneMatch(Resolution::isMissing);
    return members
        && (!(type.getSuperclass() instanceof DeclaredType parent)
            || !(parent.asElement() instanceof TypeElement above)
            || isComplete(above));
  }

  private static boolean isMissing(TypeMirror type) {
    if (type.getKind() == TypeKind.ERROR) {
      return true;
    }
    if (type instanceof ArrayType array) {
      return isMissing(array.getComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      return wildcard.getExtendsBound() != null && isMissing(wildcard.getExtendsBound());
    }
    return type instanceof DeclaredType declared
        && declared.getTypeArguments().stream().anyMatch(Resolution::isMissing);
  }
}
