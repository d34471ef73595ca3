package io.attributable.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Methods compared by the measures of faithfulness.
 *
 * @param metrics those of faithfulness, no two of the same curve
 * @param methods those that were measured, without the control
 */
record Comparison(
    List<EvaluationMetric> metrics, List<MethodEvaluation> methods, MethodEvaluation control) {

  static Comparison of(EvaluationReport report) {
    boolean both = report.metrics().contains(EvaluationMetric.DELETION);
    List<EvaluationMetric> metrics =
        report.metrics().stream()
            .filter(EvaluationMetric::isFaithfulness)
            .filter(metric -> metric != EvaluationMetric.AOPC || !both)
            .toList();
    List<MethodEvaluation> measured =
        report.methods().stream()
            .filter(method -> !method.isControl())
            .filter(method -> metrics.stream().anyMatch(metric -> known(method, metric)))
            .toList();
    MethodEvaluation control =
        report.methods().stream().filter(MethodEvaluation::isControl).findFirst().orElseThrow();
    return new Comparison(metrics, measured, control);
  }

  private static boolean known(MethodEvaluation method, EvaluationMetric metric) {
    return Double.isFinite(method.mean(metric).value());
  }

  PairedDifference difference(
      EvaluationMetric metric, MethodEvaluation one, MethodEvaluation other) {
    return PairedDifference.of(metric, one.numbers(metric), other.numbers(metric));
  }

  /** The measures by which one is better. */
  List<EvaluationMetric> better(MethodEvaluation one, MethodEvaluation other) {
    return metrics.stream()
        .filter(metric -> difference(metric, one, other).isBetter())
        .collect(Collectors.toList());
  }

  /** The one that wins most against the others; of equal ones the cheapest. */
  MethodEvaluation best() {
    return methods.stream()
        .max(
            Comparator.comparingInt(this::score)
                .thenComparing(method -> -method.milliseconds().value()))
        .orElseThrow();
  }

  private int score(MethodEvaluation method) {
    int score = better(method, control).size() - better(control, method).size();
    for (MethodEvaluation other : methods) {
      score += better(method, other).size() - better(other, method).size();
    }
    return score;
  }

  /** Those that are not worse than the best by any measure, and better than chance by some. */
  List<MethodEvaluation> alternatives(MethodEvaluation best) {
    return methods.stream()
        .filter(method -> !method.name().equals(best.name()) && better(best, method).isEmpty())
        .filter(method -> !better(method, control).isEmpty())
        .toList();
  }
}
