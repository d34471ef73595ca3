package io.attributable.processor.descriptor;

import io.attributable.processor.binding.ModelBinding;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.declaration.ModelDeclaration;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Decides what an explainer for a bound declaration looks like. */
public final class ExplainerDescriber {
  private ExplainerDescriber() {}

  /** The explainer; what cannot be generated is reported and left out. */
  public static ExplainerDescriptor describe(ModelBinding binding, Reporter reporter) {
    ModelDeclaration declaration = binding.declaration();
    List<InputDescriptor> inputs = new InputDescriber(declaration, reporter).describe(binding);
    List<InputDescriptor> required = required(inputs);
    return new ExplainerDescriptor(
        declaration.names(),
        isPublic(declaration.type()),
        declaration.nestedName(),
        declaration.savedModel(),
        declaration.signature(),
        declaration.output(),
        declaration.attributionMethod(),
        declaration.allowedOps(),
        required,
        inputs.stream().filter(input -> !required.contains(input)).toList(),
        binding.outputs(),
        binding.layers(),
        Optional.empty());
  }

  /** A request begins with an input; where all may be left out, that is the first of them. */
  private static List<InputDescriptor> required(List<InputDescriptor> inputs) {
    List<InputDescriptor> required = inputs.stream().filter(InputDescriptor::isRequired).toList();
    return required.isEmpty() ? inputs.stream().limit(1).toList() : required;
  }

  /** A public type in one that is not public cannot be seen by everybody. */
  static boolean isPublic(@Nullable Element element) {
    return !(element instanceof TypeElement)
        || (element.getModifiers().contains(Modifier.PUBLIC)
            && isPublic(element.getEnclosingElement()));
  }
}
