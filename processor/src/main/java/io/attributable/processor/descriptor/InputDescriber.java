package io.attributable.processor.descriptor;

import io.attributable.ErrorCode;
import io.attributable.graph.declared.ModelTensor;
import io.attributable.graph.tensor.Dtype;
import io.attributable.processor.binding.ModelBinding;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.declaration.ModelDeclaration;
import java.util.List;
import java.util.Optional;

/** Chooses names and Java types for the inputs of one signature. */
final class InputDescriber {
  private final ModelDeclaration declaration;
  private final Reporter reporter;

  InputDescriber(ModelDeclaration declaration, Reporter reporter) {
    this.declaration = declaration;
    this.reporter = reporter;
  }

  /** All inputs: a signature with one that no array carries is refused when it is read. */
  List<InputDescriptor> describe(ModelBinding binding) {
    if (binding.inputs().isEmpty()) {
      unsupported("it has no inputs");
    }
    InputNames methods = InputNames.of(binding.inputs().stream().map(ModelTensor::name).toList());
    return binding.inputs().stream()
        .flatMap(input -> describe(input, methods.of(input)).stream())
        .toList();
  }

  private Optional<InputDescriptor> describe(ModelTensor input, String method) {
    Optional<Dtype> dtype = Dtype.named(input.type());
    String stage = "Needs" + JavaIdentifier.capitalized(method);
    return dtype.map(known -> new InputDescriptor(input, method, stage, known));
  }

  private void unsupported(String reason) {
    reporter.error(
        declaration.positions().signature(),
        ErrorCode.UNSUPPORTED_SIGNATURE,
        declaration.signature(),
        declaration.savedModel(),
        reason);
  }
}
