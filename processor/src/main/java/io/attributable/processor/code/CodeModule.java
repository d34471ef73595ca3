package io.attributable.processor.code;

import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * A field with a model, or several, that have layers of their own.
 *
 * @param field the field
 * @param type the annotated class
 * @param access how a subclass reads it, such as {@code gate} or {@code getGate()}
 */
public record CodeModule(VariableElement field, TypeElement type, String access) {
  /** The field's name. */
  public String name() {
    return field.getSimpleName().toString();
  }
}
