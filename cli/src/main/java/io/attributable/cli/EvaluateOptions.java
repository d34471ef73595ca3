package io.attributable.cli;

import io.attributable.Baseline;
import io.attributable.evaluation.EvaluationMetric;
import io.attributable.evaluation.EvaluationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code evaluate} measures, and how exactly. */
final class EvaluateOptions {
  private static final EvaluationOptions DEFAULTS = EvaluationOptions.defaults();

  /** For picocli. */
  static final class Words extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Words() {
      super(List.of(EvaluationMetric.values()).stream().map(EvaluationMetric::word).toList());
    }
  }

  @Option(
      names = "--metrics",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      completionCandidates = Words.class,
      description =
          "What is measured: ${COMPLETION-CANDIDATES} (default: deletion, insertion, mu-fidelity,"
              + " infidelity, max-sensitivity, completeness, sparseness).")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--curve-steps",
      paramLabel = "N",
      description = "How many steps the curves of deletion and insertion have (default: 20).")
  private int steps = DEFAULTS.steps();

  @Option(
      names = "--metric-samples",
      paramLabel = "N",
      description =
          "How many perturbed inputs mu-fidelity, sensitivity-n and infidelity take of each example"
              + " (default: 100).")
  private int samples = DEFAULTS.samples();

  @Option(
      names = "--metric-part",
      paramLabel = "X",
      description = "Which part of the features is absent in them (default: 0.2).")
  private double part = DEFAULTS.part();

  @Option(
      names = "--metric-explanations",
      paramLabel = "N",
      description = "How many perturbed inputs max-sensitivity explains (default: 10).")
  private int explanations = DEFAULTS.explanations();

  @Option(
      names = "--metric-radius",
      paramLabel = "X",
      description =
          "How far max-sensitivity moves the elements of an input (default: 0.02 of the example's"
              + " range).")
  private @Nullable Double radius;

  @Option(
      names = "--metric-grid",
      paramLabel = "N",
      description =
          "How many rows and columns pictures are cut into, where parts of them are absent; 0 for"
              + " pixels (default: 9).")
  private int grid = DEFAULTS.grid();

  @Option(
      names = "--metric-seed",
      paramLabel = "N",
      description = "The seed of all that metrics draw (default: 0).")
  private long seed = DEFAULTS.seed();

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      description = "How long all may take; what was finished by then is told (default: no limit).")
  private @Nullable Double timeLimit;

  /** What is wrong with them. */
  Optional<String> problem() {
    Double seconds = timeLimit;
    if (seconds != null && !(seconds > 0 && seconds < Integer.MAX_VALUE)) {
      return Optional.of("--time-limit is " + seconds + ", but must be a number above 0");
    }
    return grid < 0
        ? Optional.of("--metric-grid is " + grid + ", but 0 is for pixels already")
        : Optional.empty();
  }

  /** How long all may take. */
  Optional<Duration> timeLimit() {
    return Optional.ofNullable(timeLimit).map(seconds -> Duration.ofMillis((long) (seconds * 1e3)));
  }

  /**
   * What is measured.
   *
   * @throws io.attributable.AttributionException UNKNOWN_METRIC
   */
  List<EvaluationMetric> metrics() {
    return metrics.isEmpty()
        ? EvaluationMetric.DEFAULTS
        : metrics.stream().map(EvaluationMetric::named).distinct().toList();
  }

  /**
   * How it is measured.
   *
   * @param baseline that of the methods
   */
  EvaluationOptions options(Baseline baseline) {
    Double given = radius;
    return new EvaluationOptions(
        steps,
        samples,
        part,
        explanations,
        given == null ? OptionalDouble.empty() : OptionalDouble.of(given),
        grid,
        baseline,
        seed);
  }
}
