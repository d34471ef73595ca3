package io.attributable.processor.code;

import java.util.List;
import javax.lang.model.element.ExecutableElement;

/**
 * A method that builds a layer.
 *
 * @param element the method as it will be overridden
 * @param inputs where operands come in
 * @param outputs where operands are returned; the access is empty for the result itself
 */
public record CodeMethod(
    ExecutableElement element, List<CodeValue> inputs, List<CodeValue> outputs) {
  /** Copies the lists. */
  public CodeMethod {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The method's name. */
  public String name() {
    return element.getSimpleName().toString();
  }
}
