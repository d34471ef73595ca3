package io.attributable.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  /** Those that are better than chance by some measure, and worse by none. */
  List<MethodEvaluation> sound() {
    return methods.stream()
        .filter(method -> !better(method).isEmpty() && worse(method).isEmpty())
        .toList();
  }

  /** Those that are better than chance by some measure, and worse by another one. */
  List<MethodEvaluation> mixed() {
    return methods.stream()
        .filter(method -> !better(method).isEmpty() && !worse(method).isEmpty())
        .toList();
  }

  /** The measures by which a method is better than chance. */
  List<EvaluationMetric> better(MethodEvaluation method) {
    return better(method, control);
  }

  /** Those by which it is worse. */
  List<EvaluationMetric> worse(MethodEvaluation method) {
    return better(control, method);
  }

  /** The one of some that wins most against all others; of equal ones the cheapest. */
  Optional<MethodEvaluation> best(List<MethodEvaluation> some) {
    return some.stream()
        .max(
            Comparator.comparingInt(this::score)
                .thenComparing(method -> -method.milliseconds().value()));
  }

  private int score(MethodEvaluation method) {
    int score = better(method).size() - worse(method).size();
    for (MethodEvaluation other : methods) {
      score += better(method, other).size() - better(other, method).size();
    }
    return score;
  }

  /** Those that are not worse than the best, or than chance, by any measure, and better by some. */
  List<MethodEvaluation> alternatives(MethodEvaluation best) {
    return sound().stream()
        .filter(method -> !method.name().equals(best.name()) && better(best, method).isEmpty())
        .toList();
  }
}
