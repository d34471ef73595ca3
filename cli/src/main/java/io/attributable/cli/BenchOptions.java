package io.attributable.cli;

import io.attributable.AttributionMethod;
import io.attributable.Port;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.cli.request.ClassNames;
import io.attributable.cli.request.TargetText;
import io.attributable.graph.method.PlannedMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is measured, and how often. */
final class BenchOptions {
  @Option(
      names = "--layer",
      paramLabel = "NAME",
      arity = "1..*",
      required = true,
      description = "Layers to explain together, as in explain. Repeatable.")
  private List<String> layers = new ArrayList<>();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "How many examples are made up (default: 1).")
  private @Nullable Integer batch;

  @Option(
      names = "--targets",
      paramLabel = "K",
      description = "Also explains the output's first K numbers in one call.")
  private @Nullable Integer targets;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How often everything is timed (default: 20).")
  private int runs = 20;

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE",
      arity = "1..*",
      converter = InputOption.Converter.class,
      description =
          "Inputs of the signature, as in explain. Those that are left out are made up: random"
              + " numbers from 0 to 1, and zeros where they are integers. Repeatable.")
  private List<InputOption> inputs = new ArrayList<>();

  @Option(
      names = "--shape",
      paramLabel = "NAME=N,N,…",
      arity = "1..*",
      converter = ShapeOption.Converter.class,
      description =
          "Shapes of inputs that are made up (default: the batch, then 1 for open lengths)."
              + " Repeatable.")
  private List<ShapeOption> shapes = new ArrayList<>();

  @Option(
      names = "--target",
      paramLabel = "T",
      description =
          "The value to explain, as in explain (default: predicted, where the method has a"
              + " target).")
  private @Nullable String target;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "What the target picks from, as in explain.")
  private @Nullable String output;

  @Option(
      names = "--port",
      paramLabel = "output|input",
      description = "The side of the layers (default: output).")
  private Port port = Port.OUTPUT;

  @Mixin private MethodOptions method = new MethodOptions();

  @Mixin private SmoothOptions smooth = new SmoothOptions();

  List<String> layers() {
    return layers;
  }

  int batch() {
    Integer wanted = batch;
    return wanted == null ? 1 : wanted;
  }

  Optional<Integer> targets() {
    return Optional.ofNullable(targets);
  }

  int runs() {
    return runs;
  }

  List<InputOption> inputs() {
    return inputs;
  }

  List<ShapeOption> shapes() {
    return shapes;
  }

  /**
   * The method.
   *
   * @throws io.attributable.AttributionException UNKNOWN_METHOD, METHOD_PARAMETER
   */
  AttributionMethod method() {
    return method.method();
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
   * The target.
   *
   * @param classes by whose names it may be written
   * @throws io.attributable.AttributionException TARGET_INVALID, and as {@link #method()}
   */
  Target target(ClassNames classes) {
    String wanted = target;
    if (wanted != null) {
      return TargetText.read(wanted, classes);
    }
    return PlannedMethod.of(method()).plan().explains() ? Target.predicted() : Target.none();
  }

  /** Null for the signature's only output. */
  @Nullable String output() {
    return output;
  }

  Port port() {
    return port;
  }

  /** What cannot be meant. */
  Optional<String> problem() {
    return tooSmall("--batch", batch)
        .or(() -> tooSmall("--targets", targets))
        .or(() -> tooSmall("--runs", runs))
        .or(() -> InputOption.clash(inputs, shapes))
        .or(this::batchOfFile);
  }

  private static Optional<String> tooSmall(String option, @Nullable Integer count) {
    return count != null && count < 1
        ? Optional.of(option + " must be at least 1, but is " + count)
        : Optional.empty();
  }

  private Optional<String> batchOfFile() {
    return batch != null && !inputs.isEmpty()
        ? Optional.of("--batch cannot stand beside --input, whose files have their examples")
        : Optional.empty();
  }
}
