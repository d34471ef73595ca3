package io.attributable.cli;

import io.attributable.cli.report.ReportWishes;
import io.attributable.cli.request.MethodChoice;
import io.attributable.inputs.source.InputSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a report is about. */
final class ReportOptions {
  @Option(
      names = {"--layers", "--layer"},
      paramLabel = "NAME",
      arity = "1..*",
      description =
          "Layers and inputs to explain: by name, as scope:PATH, tensor:NODE:0 or input:NAME"
              + " (default: the model card's, and what fits the inputs).")
  private List<String> layers = new ArrayList<>();

  @Option(
      names = "--methods",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      description =
          "Methods to explain them by (default: the model card's, and what fits the inputs).")
  private List<String> methods = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE",
      arity = "1..*",
      required = true,
      converter = InputOption.Converter.class,
      description = "Inputs of the signature, as in explain. Repeatable.")
  private List<InputOption> inputs = new ArrayList<>();

  @Option(
      names = "--target",
      paramLabel = "T",
      description =
          "The class to explain, by its name or index, for all examples or one per example"
              + " (default: the model card's, else what was predicted).")
  private @Nullable String target;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description =
          "What the target picks from, as in explain (default: the card's, or the score in front of"
              + " the only output).")
  private @Nullable String output;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "The heading of the page (default: the card's title, or the model's name).")
  private @Nullable String title;

  @Mixin private MethodOptions method = new MethodOptions();

  @Mixin private SmoothOptions smooth = new SmoothOptions();

  @Mixin private FeatureOptions features = new FeatureOptions();

  /** What cannot be meant together. */
  Optional<String> problem() {
    if (!methods.isEmpty() && method.choice().name().isPresent()) {
      return Optional.of("--method cannot stand beside --methods");
    }
    return InputOption.repeated(inputs).map(name -> "--input " + name + " was given twice");
  }

  Map<String, InputSource> sources() {
    return InputOption.byName(inputs);
  }

  /**
   * What is asked for.
   *
   * @throws io.attributable.AttributionException METHOD_PARAMETER, UNREADABLE_FILE, NOISE_INVALID,
   *     FEATURES_INVALID
   */
  ReportWishes wishes(Optional<String> signature) {
    MethodChoice choice = method.choice();
    return new ReportWishes(
        signature,
        layers,
        methods.isEmpty() ? choice.name().stream().toList() : methods,
        choice.parameters(),
        Optional.ofNullable(output),
        Optional.ofNullable(target),
        smooth.smoothing(),
        features.features(),
        Optional.ofNullable(title));
  }
}
