package io.attributable.processor.code;

import io.attributable.graph.tensor.Dtype;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Recognises types that are operands of TensorFlow, or hold some. */
final class OperandTypes {
  private static final String OPERAND = "org.tensorflow.Operand";
  private static final String TYPES = "org.tensorflow.types.";

  private final Elements elements;
  private final Types types;

  OperandTypes(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  boolean isOperand(TypeMirror type) {
    return operand(bound(type)).isPresent();
  }

  /** NumPy's name of an operand's elements, where they can be fed. */
  Optional<String> fed(TypeMirror type) {
    return operand(bound(type))
        .filter(operand -> operand.getTypeArguments().size() == 1)
        .map(operand -> operand.getTypeArguments().get(0))
        .filter(element -> element.getKind() == TypeKind.DECLARED)
        .map(TypeMirror::toString)
        .filter(name -> name.startsWith(TYPES))
        .flatMap(name -> dtype(name.substring(TYPES.length())))
        .map(Dtype::typeName);
  }

  private static Optional<Dtype> dtype(String tensorClass) {
    return Arrays.stream(Dtype.values())
        .filter(dtype -> dtype.tensorClass().equals(Optional.of(tensorClass)))
        .findFirst();
  }

  /** Whether a type is a list, a map or an array of operands. */
  boolean holdsAny(TypeMirror given) {
    TypeMirror type = bound(given);
    if (type instanceof ArrayType array) {
      return isOperand(array.getComponentType()) || holdsAny(array.getComponentType());
    }
    boolean collection = is(type, "java.lang.Iterable") || is(type, "java.util.Map");
    if (!collection || !(type instanceof DeclaredType declared)) {
      return false;
    }
    List<? extends TypeMirror> arguments = declared.getTypeArguments();
    return !arguments.isEmpty()
        && arguments.stream().skip(arguments.size() - 1L).anyMatch(this::isOrHolds);
  }

  private boolean isOrHolds(TypeMirror type) {
    return isOperand(type) || holdsAny(type);
  }

  /** Where operands are in a variable; none if it holds none. */
  List<CodeValue> values(String name, String holder, TypeMirror given) {
    TypeMirror type = bound(given);
    if (isOrHolds(type)) {
      return List.of(new CodeValue(name, holder, ""));
    }
    List<CodeValue> parts = new ArrayList<>();
    if (type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement) {
      for (ExecutableElement accessor : accessors(declared)) {
        String method = accessor.getSimpleName().toString();
        parts.add(new CodeValue(property(method), holder, "." + method + "()"));
      }
    }
    return parts;
  }

  /** A record's components, else a class's getters, of operands. */
  private List<ExecutableElement> accessors(DeclaredType type) {
    Element element = type.asElement();
    boolean isRecord = element.getKind() == ElementKind.RECORD;
    List<ExecutableElement> accessors = new ArrayList<>();
    for (ExecutableElement method : ElementFilter.methodsIn(element.getEnclosedElements())) {
      String name = method.getSimpleName().toString();
      boolean reads = isRecord ? isComponent((TypeElement) element, name) : isGetter(name);
      if (reads
          && method.getParameters().isEmpty()
          && !method.getModifiers().contains(Modifier.STATIC)
          && !method.getModifiers().contains(Modifier.PRIVATE)
          && isOrHolds(memberType(type, method))) {
        accessors.add(method);
      }
    }
    return accessors;
  }

  private TypeMirror memberType(DeclaredType type, ExecutableElement method) {
    return ((javax.lang.model.type.ExecutableType) types.asMemberOf(type, method)).getReturnType();
  }

  private static boolean isComponent(TypeElement type, String name) {
    return type.getRecordComponents().stream()
        .anyMatch(component -> component.getSimpleName().contentEquals(name));
  }

  private static boolean isGetter(String name) {
    return name.length() > 3 && name.startsWith("get") && Character.isUpperCase(name.charAt(3));
  }

  private static String property(String method) {
    return isGetter(method)
        ? Character.toLowerCase(method.charAt(3)) + method.substring(4)
        : method;
  }

  /** The type itself or the one above it that is an operand. */
  private Optional<DeclaredType> operand(TypeMirror type) {
    if (!(type instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)) {
      return Optional.empty();
    }
    if (element.getQualifiedName().contentEquals(OPERAND)) {
      return Optional.of(declared);
    }
    return types.directSupertypes(type).stream()
        .flatMap(parent -> operand(parent).stream())
        .findFirst();
  }

  private boolean is(TypeMirror type, String name) {
    TypeElement element = elements.getTypeElement(name);
    return element != null
        && type.getKind() == TypeKind.DECLARED
        && types.isAssignable(types.erasure(type), types.erasure(element.asType()));
  }

  private static TypeMirror bound(TypeMirror type) {
    if (type instanceof WildcardType wildcard && wildcard.getExtendsBound() != null) {
      return bound(wildcard.getExtendsBound());
    }
    return type instanceof TypeVariable variable ? bound(variable.getUpperBound()) : type;
  }
}
