package io.attributable.processor.declaration;

import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * The names of what is generated for an interface. Nested types have their enclosing types' names
 * in front, joined by {@code _}.
 *
 * @param packageName the package of the interface and of what is generated; empty for the unnamed
 *     one
 * @param explainer the simple name of the explainer
 * @param attributions the simple name of its result for all layers
 */
public record GeneratedNames(String packageName, String explainer, String attributions) {

  /** The names for a type. */
  public static GeneratedNames of(TypeElement type, Elements elements) {
    String flat = nested(type, "_");
    return new GeneratedNames(
        elements.getPackageOf(type).getQualifiedName().toString(),
        flat + "Explainer",
        flat + "Attributions");
  }

  /** The type's name with those of its enclosing types, joined by the separator. */
  public static String nested(TypeElement type, String separator) {
    return type.getEnclosingElement() instanceof TypeElement enclosing
        ? nested(enclosing, separator) + separator + type.getSimpleName()
        : type.getSimpleName().toString();
  }
}
