package io.attributable.cli;

import io.attributable.cli.verify.VerificationReport;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerGradientXActivation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Verifies layers of a loaded model, with inputs from files or made up. */
final class ModelVerifier {
  private final AttributableModel model;
  private final VerifyOptions options;

  ModelVerifier(AttributableModel model, VerifyOptions options) {
    this.model = model;
    this.options = options;
  }

  VerificationReport verify(Optional<String> wanted) {
    String name = wanted.orElseGet(model.file()::defaultSignature);
    SignatureSchema signature = model.file().signature(name);
    LayerGradientXActivation request =
        LayerGradientXActivation.on(model)
            .signature(name)
            .port(options.port())
            .layers(options.layers().toArray(String[]::new))
            .output(options.output())
            .target(options.target());
    InputReader files = new InputReader(signature);
    options.inputs().forEach(in -> request.input(in.name(), files.read(in.name(), in.file())));
    Map<String, String> made = makeUp(signature, request);
    return new VerificationReport(
        model.file().name(), name, made, request.verify(options.directions(), options.seed()));
  }

  /** Shapes of what was made up, by input. */
  private Map<String, String> makeUp(SignatureSchema signature, LayerGradientXActivation request) {
    options.shapes().forEach(shape -> signature.input(shape.name()));
    Set<String> given =
        options.inputs().stream().map(InputOption::name).collect(Collectors.toSet());
    MadeInputs inputs = new MadeInputs(options.shapes(), options.seed());
    Map<String, String> made = new LinkedHashMap<>();
    for (TensorSchema input : signature.inputs()) {
      if (!given.contains(input.name())) {
        inputs
            .make(input)
            .ifPresent(
                values -> {
                  request.input(input.name(), values);
                  made.put(input.name(), Types.text(values.shape()));
                });
      }
    }
    return made;
  }
}
