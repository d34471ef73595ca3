package io.attributable.processor.code;

import io.attributable.ErrorCode;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.SourcePosition;
import io.attributable.processor.declaration.GeneratedNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;

/** Reads the marked methods of one class, and reports those that cannot be recorded. */
final class MethodReader {
  private final Elements elements;
  private final OperandTypes operands;
  private final Reporter reporter;
  private final TypeElement type;
  private final SourcePosition typePosition;

  MethodReader(
      Elements elements,
      OperandTypes operands,
      Reporter reporter,
      TypeElement type,
      SourcePosition typePosition) {
    this.elements = elements;
    this.operands = operands;
    this.reporter = reporter;
    this.type = type;
    this.typePosition = typePosition;
  }

  /** The method; empty if it cannot be recorded, which is reported. */
  Optional<CodeMethod> read(ExecutableElement method) {
    List<CodeValue> inputs = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      String name = parameter.getSimpleName().toString();
      inputs.addAll(operands.values(name, name, parameter.asType()));
    }
    List<CodeValue> outputs =
        operands.values(method.getSimpleName().toString(), "", method.getReturnType());
    if (isRefused(method, inputs, outputs)) {
      return Optional.empty();
    }
    return Optional.of(new CodeMethod(method, inputs, outputs));
  }

  private boolean isRefused(
      ExecutableElement method, List<CodeValue> inputs, List<CodeValue> outputs) {
    Set<Modifier> modifiers = method.getModifiers();
    if (modifiers.contains(Modifier.STATIC)) {
      return refuse(method, "it is static", "Make it an instance method.");
    }
    if (modifiers.contains(Modifier.PRIVATE)) {
      return refuse(method, "it is private", "Make it package-private, protected or public.");
    }
    if (modifiers.contains(Modifier.FINAL)) {
      return refuse(method, "it is final", "Make it non-final, in Kotlin open.");
    }
    if (modifiers.contains(Modifier.ABSTRACT)) {
      return refuse(method, "it is abstract", "Give it a body.");
    }
    if (isHidden(method)) {
      return refuse(method, "it is package-private in another package", "Make it protected.");
    }
    if (inputs.isEmpty()) {
      return refuse(
          method, "no operand is among its parameters", "Take what goes in as an Operand.");
    }
    return outputs.isEmpty()
        && refuse(
            method,
            "it returns no operand",
            "Return what it makes: an Operand, or several in a record, a list, a map or an array.");
  }

  private boolean isHidden(ExecutableElement method) {
    Set<Modifier> modifiers = method.getModifiers();
    return !modifiers.contains(Modifier.PUBLIC)
        && !modifiers.contains(Modifier.PROTECTED)
        && !elements.getPackageOf(method).equals(elements.getPackageOf(type));
  }

  private boolean refuse(ExecutableElement method, String reason, String remedy) {
    reporter.error(
        positionOf(method), ErrorCode.UNRECORDABLE_METHOD, label(method), reason, remedy);
    return true;
  }

  /** What the explainer is fed; what cannot be fed is reported. */
  List<CodeInput> inputs(ExecutableElement forward) {
    List<CodeInput> inputs = new ArrayList<>();
    for (VariableElement parameter : forward.getParameters()) {
      String name = parameter.getSimpleName().toString();
      if (operands.isOperand(parameter.asType())) {
        operands
            .fed(parameter.asType())
            .ifPresentOrElse(
                fed -> inputs.add(new CodeInput(parameter, fed)),
                () ->
                    unfeedable(
                        forward,
                        parameter,
                        "it is a " + parameter.asType(),
                        "Write the type of its elements, such as Operand<TFloat32>."));
      } else if (!operands.values(name, name, parameter.asType()).isEmpty()) {
        unfeedable(
            forward,
            parameter,
            "it holds any number of operands",
            "Give each operand a parameter of its own.");
      }
    }
    return inputs;
  }

  private void unfeedable(
      ExecutableElement forward, VariableElement parameter, String reason, String remedy) {
    reporter.error(
        CodeMethods.owner(forward).equals(type) ? SourcePosition.of(parameter) : typePosition,
        ErrorCode.UNFEEDABLE_PARAMETER,
        parameter.getSimpleName(),
        label(forward),
        reason,
        remedy);
  }

  /** Messages about inherited methods point at the class that inherits them. */
  SourcePosition positionOf(ExecutableElement method) {
    return CodeMethods.owner(method).equals(type) ? SourcePosition.of(method) : typePosition;
  }

  static String label(ExecutableElement method) {
    return GeneratedNames.nested(CodeMethods.owner(method), ".")
        + "."
        + method.getSimpleName()
        + "()";
  }
}
