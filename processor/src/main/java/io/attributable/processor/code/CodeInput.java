package io.attributable.processor.code;

import javax.lang.model.element.VariableElement;

/**
 * An operand that the explainer feeds.
 *
 * @param parameter of the forward method
 * @param type NumPy's name of its elements' type, such as {@code float32}
 */
public record CodeInput(VariableElement parameter, String type) {
  /** The parameter's name. */
  public String name() {
    return parameter.getSimpleName().toString();
  }
}
