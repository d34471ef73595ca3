package io.attributable.processor.declaration;

import io.attributable.ErrorCode;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.SourcePosition;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Checks that a type marked {@code @AttributedModel} is one an explainer can be generated for. */
final class InterfaceCheck {
  private final Reporter reporter;

  InterfaceCheck(Reporter reporter) {
    this.reporter = reporter;
  }

  /** Whether the type is an interface; if not, nothing else about it can be judged. */
  boolean isInterface(TypeElement type, SourcePosition position) {
    if (type.getKind() == ElementKind.INTERFACE) {
      return true;
    }
    reporter.error(position, ErrorCode.NOT_AN_INTERFACE, name(type), kind(type));
    return false;
  }

  void checkUsable(TypeElement type, SourcePosition position) {
    if (!type.getTypeParameters().isEmpty()) {
      reporter.error(position, ErrorCode.GENERIC_INTERFACE, name(type));
    }
    if (isPrivate(type)) {
      reporter.error(position, ErrorCode.PRIVATE_INTERFACE, name(type));
    }
  }

  private static String kind(TypeElement type) {
    return switch (type.getKind()) {
      case ANNOTATION_TYPE -> "an annotation";
      case ENUM -> "an enum";
      case RECORD -> "a record";
      default -> "a class";
    };
  }

  private static boolean isPrivate(@Nullable Element element) {
    return element instanceof TypeElement
        && (element.getModifiers().contains(Modifier.PRIVATE)
            || isPrivate(element.getEnclosingElement()));
  }

  private static String name(TypeElement type) {
    return GeneratedNames.nested(type, ".");
  }
}
