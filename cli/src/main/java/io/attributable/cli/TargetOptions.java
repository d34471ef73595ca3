package io.attributable.cli;

import io.attributable.Port;
import io.attributable.Target;
import io.attributable.cli.request.ClassNames;
import io.attributable.cli.request.TargetText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the explained value, its output, and the port of the layers. */
final class TargetOptions {
  @Option(
      names = "--target",
      paramLabel = "T",
      description =
          "The value to explain, by its index: 3 or (3,1) for all examples; 0,3,9 or (0,1),(1,1)"
              + " per example; the name of a class that the model card has; predicted; none"
              + " (default). A slice such as 0:2 in the place of a number explains a sum.")
  private @Nullable String target;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description =
          "What the target picks from: an output of the signature, a layer, tensor:NODE:0, or"
              + " logits-of:LAYER; needed where the signature has several outputs.")
  private @Nullable String output;

  @Option(
      names = "--port",
      paramLabel = "output|input",
      description = "The side of the layers (default: output).")
  private Port port = Port.OUTPUT;

  /**
   * The target.
   *
   * @param classes by whose names it may be written
   * @throws io.attributable.AttributionException TARGET_INVALID
   */
  Target target(ClassNames classes) {
    return Optional.ofNullable(target)
        .map(text -> TargetText.read(text, classes))
        .orElseGet(Target::none);
  }

  /** As it was written; empty if it was not. */
  Optional<String> text() {
    return Optional.ofNullable(target);
  }

  /** Null for the signature's only output. */
  @Nullable String output() {
    return output;
  }

  Port port() {
    return port;
  }
}
