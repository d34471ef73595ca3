package io.attributable.processor.descriptor;

import io.attributable.graph.declared.ModelTensor;
import io.attributable.graph.tensor.Dtype;
import io.attributable.processor.code.CodeDeclaration;
import io.attributable.processor.code.CodeInput;
import io.attributable.processor.code.CodeMethod;
import java.util.List;
import java.util.Optional;

/** Decides what an explainer for a class looks like. */
public final class CodeDescriber {
  private static final String ANY_SHAPE = "unknown";

  private CodeDescriber() {}

  /** The explainer, as far as it is like those for SavedModels. */
  public static ExplainerDescriptor describe(CodeDeclaration declaration) {
    CodeMethod forward = declaration.forward();
    return new ExplainerDescriptor(
        declaration.names(),
        ExplainerDescriber.isPublic(declaration.type()),
        declaration.nestedName(),
        "",
        forward.name(),
        declaration.output(),
        declaration.attributionMethod(),
        List.of(),
        declaration.inputs().stream().map(CodeDescriber::input).toList(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static InputDescriptor input(CodeInput input) {
    return new InputDescriptor(
        new ModelTensor(input.name(), input.type(), ANY_SHAPE),
        input.name(),
        "Needs" + JavaIdentifier.capitalized(input.name()),
        Dtype.named(input.type()).orElseThrow());
  }
}
