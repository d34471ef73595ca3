package io.attributable.processor.descriptor;

import io.attributable.ErrorCode;
import io.attributable.graph.tensor.Dtype;
import io.attributable.processor.binding.ModelBinding;
import io.attributable.processor.binding.ModelTensor;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.declaration.ModelDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    List<InputDescriptor> described = new ArrayList<>();
    binding.inputs().forEach(input -> describe(input).ifPresent(described::add));
    checkNames(described);
    return described;
  }

  private Optional<InputDescriptor> describe(ModelTensor input) {
    Optional<Dtype> dtype = Dtype.named(input.type());
    String method = JavaIdentifier.of(input.name());
    String stage = "Needs" + JavaIdentifier.capitalized(method);
    return dtype.map(known -> new InputDescriptor(input, method, stage, known));
  }

  /** Case does not tell class files apart everywhere. */
  private void checkNames(List<InputDescriptor> inputs) {
    Map<String, InputDescriptor> byStage = new TreeMap<>();
    for (InputDescriptor input : inputs) {
      InputDescriptor other = byStage.putIfAbsent(input.stage().toLowerCase(Locale.ROOT), input);
      if (other != null) {
        reporter.error(
            declaration.places().signature(),
            ErrorCode.NAME_CLASH,
            label(input),
            label(other),
            declaration.names().explainer());
      }
    }
  }

  private void unsupported(String reason) {
    reporter.error(
        declaration.places().signature(),
        ErrorCode.UNSUPPORTED_SIGNATURE,
        declaration.signature(),
        declaration.savedModel(),
        reason);
  }

  private static String label(InputDescriptor input) {
    return "Input \"" + input.tensor().name() + "\"";
  }
}
