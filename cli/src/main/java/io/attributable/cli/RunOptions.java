package io.attributable.cli;

import io.attributable.tensorflow.options.LimitOptions;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.Precision;
import io.attributable.tensorflow.options.StatePolicy;
import io.attributable.tensorflow.options.ThreadOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      names = "--devices",
      paramLabel = "NAME,NAME,…",
      split = ",",
      description = "Devices that share each batch, in place of --device.")
  private List<String> devices = new ArrayList<>();

  @Option(
      names = "--batch-bytes",
      paramLabel = "N",
      description =
          "The most bytes a run may hold before its batch is cut; 0 for no limit (default: the"
              + " largest Java heap).")
  private @Nullable Long batchBytes;

  @Option(
      names = "--intra-op",
      paramLabel = "N",
      description = "How many threads share the work of one op (default: one per core).")
  private int intraOp;

  @Option(
      names = "--inter-op",
      paramLabel = "N",
      description = "How many ops run at the same time (default: one per core).")
  private int interOp;

  @Option(
      names = "--precision",
      paramLabel = "WORD",
      description =
          "How exactly to compute: full (default), mixed_bfloat16 (CPU) or mixed_float16 (GPU).")
  private Precision precision = Precision.FULL;

  @Option(
      names = "--loop-limit",
      paramLabel = "N",
      description =
          "The most iterations a loop of the model may take; 0 for no limit (default: 1000000).")
  private @Nullable Integer loopLimit;

  @Option(
      names = "--state",
      paramLabel = "WORD",
      description =
          "What becomes of state that requests change: restore after each (default), keep, or"
              + " refuse such requests.")
  private StatePolicy state = StatePolicy.RESTORE;

  @Option(
      names = "--deterministic",
      description = "Give the same numbers for the same inputs, bit by bit: slower.")
  private boolean deterministic;

  @Option(
      names = "--plan-cache",
      paramLabel = "DIRECTORY",
      description =
          "A directory that plans are kept in, so that the next process need not make them"
              + " (default: none).")
  private @Nullable Path planCache;

  @Option(
      names = "--plan-bytes",
      paramLabel = "N",
      description =
          "The most bytes that plans of different requests may keep (default: a quarter of the"
              + " memory).")
  private @Nullable Long planBytes;

  @Option(
      names = "--input-bytes",
      paramLabel = "N",
      description = "The most bytes of a request's inputs; 0 for no limit (default: 0).")
  private @Nullable Long inputBytes;

  @Option(
      names = "--result-bytes",
      paramLabel = "N",
      description = "The most bytes of a request's results; 0 for no limit (default: 0).")
  private @Nullable Long resultBytes;

  ModelOptions modelOptions() {
    String name = device;
    Integer limit = loopLimit;
    Long bytes = batchBytes;
    ModelOptions options = ModelOptions.defaults();
    options = name == null ? options : options.device(name);
    options = bytes == null ? options : options.batchBytes(bytes);
    options =
        options
            .limits(limits())
            .deterministic(deterministic)
            .devices(devices)
            .precision(precision)
            .state(state)
            .threads(ThreadOptions.defaults().intraOp(intraOp).interOp(interOp));
    Path plans = planCache;
    options = plans == null ? options : options.planCache(plans);
    return limit == null ? options : options.loopLimit(limit);
  }

  private LimitOptions limits() {
    LimitOptions limits = LimitOptions.defaults();
    Long plans = planBytes;
    Long inputs = inputBytes;
    Long results = resultBytes;
    limits = plans == null ? limits : limits.planBytes(plans);
    limits = inputs == null ? limits : limits.inputBytes(inputs);
    return results == null ? limits : limits.resultBytes(results);
  }

  /** What is wrong with them. */
  Optional<String> problem() {
    if (!devices.isEmpty() && device != null) {
      return Optional.of("--device cannot stand beside --devices");
    }
    return negative("--loop-limit", loopLimit, "sets no limit")
        .or(() -> negative("--batch-bytes", batchBytes, "sets no limit"))
        .or(() -> negative("--plan-bytes", planBytes, "keeps one plan only"))
        .or(() -> negative("--input-bytes", inputBytes, "sets no limit"))
        .or(() -> negative("--result-bytes", resultBytes, "sets no limit"))
        .or(() -> negative("--intra-op", intraOp, "leaves it to TensorFlow"))
        .or(() -> negative("--inter-op", interOp, "leaves it to TensorFlow"));
  }

  private static Optional<String> negative(String name, @Nullable Number value, String zero) {
    return value != null && value.longValue() < 0
        ? Optional.of(name + " is " + value + ", but 0 " + zero + " already")
        : Optional.empty();
  }
}
