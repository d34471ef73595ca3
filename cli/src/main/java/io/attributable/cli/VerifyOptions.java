package io.attributable.cli;

import io.attributable.AttributionMethod;
import io.attributable.Smoothing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is verified, and with what. */
final class VerifyOptions {
  @Option(
      names = "--layer",
      paramLabel = "NAME",
      arity = "1..*",
      description = "Layers to verify, as in explain (default: all that can be). Repeatable.")
  private List<String> layers = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE",
      arity = "1..*",
      converter = InputOption.Converter.class,
      description =
          "Inputs of the signature, as in explain. Floating-point inputs that are left out are made"
              + " up: random numbers from 0 to 1. Repeatable.")
  private List<InputOption> inputs = new ArrayList<>();

  @Option(
      names = "--shape",
      paramLabel = "NAME=N,N,…",
      arity = "1..*",
      converter = ShapeOption.Converter.class,
      description = "Shapes of inputs that are made up (default: open lengths are 1). Repeatable.")
  private List<ShapeOption> shapes = new ArrayList<>();

  @Mixin private TargetOptions target = new TargetOptions();

  @Mixin private MethodOptions method = new MethodOptions();

  @Mixin private SmoothOptions smooth = new SmoothOptions();

  @Option(
      names = "--directions",
      paramLabel = "N",
      description = "How many random directions are tried for each tensor (default: 5).")
  private int directions = 5;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What directions and made-up inputs are drawn from (default: 0).")
  private long seed;

  List<String> layers() {
    return layers;
  }

  List<InputOption> inputs() {
    return inputs;
  }

  List<ShapeOption> shapes() {
    return shapes;
  }

  TargetOptions target() {
    return target;
  }

  /**
   * The method, whose gradients are verified.
   *
   * @throws io.attributable.AttributionException UNKNOWN_METHOD, METHOD_PARAMETER
   */
  AttributionMethod method() {
    return method.method();
  }

  /**
   * The smoothing, which convergence is about.
   *
   * @throws io.attributable.AttributionException NOISE_INVALID
   */
  Optional<Smoothing> smoothing() {
    return smooth.smoothing();
  }

  int directions() {
    return directions;
  }

  long seed() {
    return seed;
  }

  /** What cannot be meant. */
  Optional<String> problem() {
    if (directions < 1) {
      return Optional.of("--directions must be at least 1");
    }
    return InputOption.clash(inputs, shapes);
  }
}
