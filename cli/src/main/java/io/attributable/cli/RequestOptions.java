package io.attributable.cli;

import io.attributable.AttributionMethod;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.cli.request.CardDefaults;
import io.attributable.cli.request.ClassNames;
import io.attributable.cli.request.Request;
import io.attributable.cli.request.SignatureCards;
import io.attributable.cli.request.TargetSelection;
import io.attributable.cli.request.TargetText;
import io.attributable.cli.request.WeightsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of one request; in a requests file each line has the same in JSON. */
final class RequestOptions {
  private static final List<String> OTHERS =
      List.of(
          "--layer",
          "--all-layers",
          "--input",
          "--target",
          "--targets",
          "--output",
          "--port",
          "--unused",
          "--weights",
          "--reduce",
          "--prediction");

  /** Those that are in the requests file instead, where there is one. */
  static final List<String> NAMES = names();

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      arity = "1..*",
      description =
          "Layers to explain: by name, as scope:PATH, tensor:NODE:0 or input:NAME. Repeatable.")
  private List<String> layers = new ArrayList<>();

  @Option(
      names = "--all-layers",
      description = "Explains every layer that can be explained, in one run.")
  private boolean allLayers;

  @Option(
      names = "--targets",
      paramLabel = "T",
      description =
          "Several targets in one run, each with a result of its own: 1,4,7 or (0,1),(2,1) or all.")
  private @Nullable String targets;

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE",
      arity = "1..*",
      converter = InputOption.Converter.class,
      description =
          "Inputs of the signature: arrays (.npy, .npz, .json), pictures (.png, .jpg, .webp), sound"
              + " (.wav), tables (.csv, rows as data.csv#3-7), text (.txt or NAME=\"TEXT\"), or"
              + " @FILE,@FILE for a string input whose examples are the bytes of these files."
              + " Repeatable.")
  private List<InputOption> inputs = new ArrayList<>();

  @Mixin private TargetOptions target = new TargetOptions();

  @Mixin private MethodOptions method = new MethodOptions();

  @Option(
      names = "--unused",
      paramLabel = "error|zeros",
      description = "What a layer does that the output does not depend on (default: error).")
  private UnusedLayer unused = UnusedLayer.ERROR;

  @Option(
      names = "--weights",
      paramLabel = "FILE.npy",
      description = "A vector of gradient weights, one per example.")
  private @Nullable Path weights;

  @Option(
      names = "--reduce",
      paramLabel = "STEPS",
      description =
          "What is made of each attribution, such as sum=channels,abs,resize=input or topabs=20"
              + " (default: none).")
  private String reduction = "none";

  @Mixin private SmoothOptions smooth = new SmoothOptions();

  @Mixin private ReasonOptions reasons = new ReasonOptions();

  @Option(names = "--prediction", description = "Writes the explained output too.")
  private boolean prediction;

  private static List<String> names() {
    List<String> names = new ArrayList<>(OTHERS);
    names.addAll(MethodOptions.names());
    names.addAll(SmoothOptions.NAMES);
    names.addAll(ReasonOptions.NAMES);
    return List.copyOf(names);
  }

  boolean hasLayers() {
    return allLayers || !layers.isEmpty();
  }

  /** Whether there are several targets. */
  boolean hasTargets() {
    return targets != null;
  }

  /** The first input that was given twice. */
  Optional<String> repeatedInput() {
    return InputOption.repeated(inputs);
  }

  /**
   * The reduction.
   *
   * @throws io.attributable.AttributionException REDUCTION_INVALID
   */
  Reduction reduction() {
    return Reduction.parse(reduction);
  }

  /**
   * The smoothing.
   *
   * @throws io.attributable.AttributionException NOISE_INVALID
   */
  Optional<Smoothing> smoothing() {
    return smooth.smoothing();
  }

  /**
   * Reads what needs no model.
   *
   * @throws io.attributable.AttributionException TARGET_INVALID, REDUCTION_INVALID, NOISE_INVALID,
   *     UNKNOWN_METHOD, METHOD_PARAMETER, FEATURES_INVALID, UNREADABLE_FILE
   */
  void check(CardDefaults card) {
    ClassNames classes = card.classes(Optional.ofNullable(target.output()).or(card::output));
    targets(classes);
    target(card, classes, method.choice().method(card.signature()));
    reduction();
    smoothing();
    reasons.reasons();
    reasons.features();
  }

  private Optional<TargetSelection> targets(ClassNames classes) {
    return Optional.ofNullable(targets).map(text -> TargetSelection.read(text, classes));
  }

  /**
   * The request.
   *
   * @param signature empty for the model's default
   * @param cards what is meant where options say nothing
   * @throws io.attributable.AttributionException TARGET_INVALID, REDUCTION_INVALID, UNKNOWN_METHOD,
   *     METHOD_PARAMETER, UNREADABLE_FILE, and those of {@link SignatureCards}
   */
  Request request(Optional<String> signature, SignatureCards cards) {
    CardDefaults card = new CardDefaults(cards.of(signature));
    Optional<String> output = Optional.ofNullable(target.output()).or(card::output);
    ClassNames classes = card.classes(output);
    AttributionMethod chosen = method.choice().method(card.signature());
    return new Request(
        signature,
        card.layers(layers, allLayers),
        target.port(),
        chosen,
        output,
        target(card, classes, chosen),
        unused,
        Optional.ofNullable(weights).map(WeightsFile::read),
        InputOption.byName(inputs),
        reduction(),
        prediction,
        allLayers,
        targets(classes),
        smoothing(),
        reasons.reasons(),
        card.features().and(reasons.features()),
        classes,
        Map.of());
  }

  private Target target(CardDefaults card, ClassNames classes, AttributionMethod chosen) {
    Optional<Target> byDefault = targets == null ? card.target(classes, chosen) : Optional.empty();
    return target
        .text()
        .map(text -> TargetText.read(text, classes))
        .or(() -> byDefault)
        .orElseGet(Target::none);
  }
}
