package io.attributable.cli;

import io.attributable.TensorShape;
import io.attributable.cli.reply.InputNotes;
import io.attributable.cli.request.ClassNames;
import io.attributable.cli.verify.VerificationReport;
import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.WordMasks;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.NdArray;

/** Verifies layers of a loaded model, with inputs from files or made up. */
final class ModelVerifier {
  private final AttributableModel model;
  private final VerifyOptions options;
  private final InputSettings settings;

  ModelVerifier(AttributableModel model, VerifyOptions options, InputSettings settings) {
    this.model = model;
    this.options = options;
    this.settings = settings;
  }

  /**
   * The report.
   *
   * @param wanted the signature; empty for the model's default
   */
  VerificationReport verify(Optional<String> wanted) {
    SignatureDescription signature =
        wanted.map(model::signature).orElseGet(model::defaultSignature);
    String name = signature.name();
    LayerAttribution request =
        LayerAttribution.on(model)
            .signature(name)
            .port(options.target().port())
            .layers(options.layers().toArray(String[]::new))
            .method(options.method())
            .output(options.target().output())
            .target(options.target().target(classes(name)));
    options.smoothing().ifPresent(request::smooth);
    if (options.layers().isEmpty()) {
      request.allLayers();
    }
    ReadInputs read = settings.read(signature, InputOption.byName(options.inputs()));
    read.arrays().forEach(request::input);
    request.method(WordMasks.in(options.method(), read.views()));
    Map<String, NdArray<?>> made = makeUp(signature, read.arrays().keySet());
    made.forEach(request::input);
    return new VerificationReport(
        model.name(),
        name,
        options.method(),
        options.smoothing(),
        shapes(made),
        new InputNotes(read.notes()),
        request.verify(options.directions(), options.seed()));
  }

  private ClassNames classes(String signature) {
    return settings.classes(Optional.of(signature), Optional.ofNullable(options.target().output()));
  }

  /** The inputs that no file was given for and that must be, as far as they can be made up. */
  private Map<String, NdArray<?>> makeUp(SignatureDescription signature, Set<String> given) {
    options.shapes().forEach(shape -> signature.input(shape.name()));
    RandomInputs inputs = new RandomInputs(options.shapes(), 1, options.seed());
    Map<String, NdArray<?>> made = new LinkedHashMap<>();
    for (TensorDescription input : signature.inputs()) {
      if (!given.contains(input.name()) && input.byDefault().isEmpty()) {
        inputs.make(input).ifPresent(values -> made.put(input.name(), values));
      }
    }
    return made;
  }

  private static Map<String, String> shapes(Map<String, NdArray<?>> made) {
    Map<String, String> shapes = new LinkedHashMap<>();
    made.forEach((name, values) -> shapes.put(name, TensorShape.of(values.shape()).toString()));
    return shapes;
  }
}
