package io.attributable.processor.code;

import io.attributable.AttributedModel;
import io.attributable.processor.declaration.FoundAnnotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Finds the fields of a class that hold models with layers of their own. */
final class ModuleReader {
  private final Elements elements;

  ModuleReader(Elements elements) {
    this.elements = elements;
  }

  /** A field that holds a module; the access is empty where a subclass cannot reach it. */
  record Found(VariableElement field, TypeElement type, Optional<String> access) {}

  /** The fields of a class and of those above it. */
  List<Found> of(TypeElement type) {
    List<Found> found = new ArrayList<>();
    for (TypeElement owner : CodeMethods.hierarchy(type)) {
      for (VariableElement field : ElementFilter.fieldsIn(owner.getEnclosedElements())) {
        if (!field.getModifiers().contains(Modifier.STATIC)) {
          module(field.asType())
              .ifPresent(module -> found.add(new Found(field, module, access(type, field))));
        }
      }
    }
    return found;
  }

  /** The annotated class that a type is, extends, or is a collection of. */
  private Optional<TypeElement> module(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return module(array.getComponentType());
    }
    if (type instanceof WildcardType wildcard && wildcard.getExtendsBound() != null) {
      return module(wildcard.getExtendsBound());
    }
    if (!(type instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)) {
      return Optional.empty();
    }
    Optional<TypeElement> own =
        CodeMethods.hierarchy(element).stream().filter(this::isModel).findFirst();
    List<? extends TypeMirror> arguments = declared.getTypeArguments();
    return own.isPresent() || arguments.isEmpty()
        ? own
        : module(arguments.get(arguments.size() - 1));
  }

  private boolean isModel(TypeElement type) {
    return type.getKind() == ElementKind.CLASS
        && FoundAnnotation.on(type, AttributedModel.class, elements).isPresent();
  }

  private Optional<String> access(TypeElement type, VariableElement field) {
    if (isReachable(type, field)) {
      return Optional.of(field.getSimpleName().toString());
    }
    Set<String> names = Set.of(field.getSimpleName().toString(), getter(field));
    return ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
        .filter(method -> names.contains(method.getSimpleName().toString()))
        .filter(method -> method.getParameters().isEmpty() && isReachable(type, method))
        .filter(method -> module(method.getReturnType()).isPresent())
        .map(ExecutableElement::getSimpleName)
        .map(name -> name + "()")
        .findFirst();
  }

  /** The usual name of the method that reads a field. */
  static String getter(VariableElement field) {
    return "get" + LayerNames.capitalized(field.getSimpleName().toString());
  }

  private boolean isReachable(TypeElement type, Element member) {
    Set<Modifier> modifiers = member.getModifiers();
    return modifiers.contains(Modifier.PUBLIC)
        || modifiers.contains(Modifier.PROTECTED)
        || (!modifiers.contains(Modifier.PRIVATE)
            && elements.getPackageOf(member).equals(elements.getPackageOf(type)));
  }
}
