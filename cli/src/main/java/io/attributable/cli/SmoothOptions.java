package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.Baseline;
import io.attributable.ErrorCode;
import io.attributable.Smoothing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The noise that attributions are smoothed by. */
final class SmoothOptions {
  private static final String SMOOTH = "--smooth";
  private static final String SAMPLES = "--smooth-samples";
  private static final String STDEV = "--smooth-stdev";
  private static final String RELATIVE = "--smooth-relative";
  private static final String SEED = "--smooth-seed";

  /** All of the options. */
  static final List<String> NAMES = List.of(SMOOTH, SAMPLES, STDEV, RELATIVE, SEED);

  @Option(
      names = SMOOTH,
      paramLabel = "smoothgrad|smoothgrad-squared|vargrad",
      description =
          "Explains samples with noise, and takes the mean, the mean of squares or the variance.")
  private @Nullable String kind;

  @Option(
      names = SAMPLES,
      paramLabel = "N",
      description = "How many samples there are (default: 5).")
  private @Nullable String samples;

  @Option(
      names = STDEV,
      paramLabel = "X|INPUT=X",
      description = "The standard deviation of the noise; required. Repeatable.")
  private List<String> stdevs = new ArrayList<>();

  @Option(
      names = RELATIVE,
      description = "Takes it as a part of the range of each example's input.")
  private boolean relative;

  @Option(names = SEED, paramLabel = "N", description = "What the noise is drawn from.")
  private @Nullable String seed;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec command;

  /**
   * The smoothing; empty for none.
   *
   * @throws AttributionException NOISE_INVALID
   */
  Optional<Smoothing> smoothing() {
    if (kind == null) {
      if (samples != null || seed != null || relative || !stdevs.isEmpty()) {
        throw new ParameterException(
            command.commandLine(),
            String.join(", ", NAMES.subList(1, NAMES.size())) + " go with " + SMOOTH);
      }
      return Optional.empty();
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("kind", kind);
    if (samples != null) {
      parameters.put("samples", samples);
    }
    if (!stdevs.isEmpty()) {
      parameters.put("stdev", stdev());
    }
    parameters.put("relative", relative);
    if (seed != null) {
      parameters.put("seed", seed);
    }
    return Optional.of(Smoothing.of(parameters));
  }

  private Object stdev() {
    Map<String, Object> byInput = new LinkedHashMap<>();
    for (String text : stdevs) {
      int separator = text.lastIndexOf('=');
      String input = separator < 0 ? Baseline.OTHERS : text.substring(0, separator);
      if (byInput.put(input, text.substring(separator + 1)) != null) {
        throw new AttributionException(
            ErrorCode.NOISE_INVALID, "stdev", "is given twice, \"" + text + "\" being the second");
      }
    }
    Object others = byInput.get(Baseline.OTHERS);
    return byInput.size() == 1 && others != null ? others : byInput;
  }
}
