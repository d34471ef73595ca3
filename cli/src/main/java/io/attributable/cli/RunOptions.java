package io.attributable.cli;

import io.attributable.tensorflow.ModelOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command that runs a model loads it. */
final class RunOptions {
  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "Where to run, such as /CPU:0 or /GPU:0 (default: TensorFlow's choice).")
  private @Nullable String device;

  @Option(
      names = "--loop-limit",
      paramLabel = "N",
      description =
          "The most iterations a loop of the model may take; 0 for no limit (default: 1000000).")
  private @Nullable Integer loopLimit;

  ModelOptions modelOptions() {
    String place = device;
    Integer limit = loopLimit;
    ModelOptions options = ModelOptions.defaults();
    options = place == null ? options : options.device(place);
    return limit == null ? options : options.loopLimit(limit);
  }

  /** What is wrong with them. */
  Optional<String> problem() {
    Integer limit = loopLimit;
    return limit != null && limit < 0
        ? Optional.of("--loop-limit is " + limit + ", but 0 sets no limit already")
        : Optional.empty();
  }
}
