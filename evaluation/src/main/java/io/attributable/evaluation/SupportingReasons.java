package io.attributable.evaluation;

import io.attributable.metrics.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is told of the best method beside its faithfulness. */
final class SupportingReasons {
  /** A rank correlation above which two explanations are much the same. */
  private static final double SAME = 0.5;

  private final EvaluationReport report;
  private final Comparison comparison;
  private final MethodEvaluation best;
  private final List<String> reasons = new ArrayList<>();

  SupportingReasons(EvaluationReport report, Comparison comparison, MethodEvaluation best) {
    this.report = report;
    this.comparison = comparison;
    this.best = best;
  }

  List<String> all() {
    reasons.clear();
    addSensitivity();
    addRandomisation();
    addCompleteness();
    addAgreement();
    return List.copyOf(reasons);
  }

  private void addSensitivity() {
    Estimate found = best.mean(EvaluationMetric.MAX_SENSITIVITY);
    if (Double.isFinite(found.value())) {
      reasons.add(
          "When the input moves a little (%s), the explanation changes by up to %s of itself."
              .formatted(radius(), percent(found.value())));
    }
  }

  private String radius() {
    return report.options().radius().isPresent()
        ? "by up to " + report.options().radius().getAsDouble()
        : "by up to 2 % of its range";
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.3g %%", 100 * part);
  }

  /** The others are told of only where they fail. */
  private void addRandomisation() {
    for (MethodEvaluation method : comparison.methods()) {
      boolean isBest = method.name().equals(best.name());
      method
          .randomisation()
          .map(curve -> curve.scores().get(curve.scores().size() - 1))
          .filter(last -> isBest || last > SAME)
          .ifPresent(last -> reasons.add(randomisation(method, last)));
    }
  }

  private static String randomisation(MethodEvaluation method, double last) {
    return String.format(
        Locale.ROOT,
        last > SAME
            ? "With all weights shuffled %s says much the same (rank correlation %.3g): it tells"
                + " little of what the model has learned."
            : "With all weights shuffled %s says something else (rank correlation %.3g): it depends"
                + " on what the model has learned.",
        method.name(),
        last);
  }

  private void addCompleteness() {
    Estimate found = best.mean(EvaluationMetric.COMPLETENESS);
    if (Double.isFinite(found.value())) {
      reasons.add(
          "The attributions' sum misses the change of the output by %s of it, on average."
              .formatted(percent(found.value())));
    }
  }

  /** The methods that agree least and most with the best one. */
  private void addAgreement() {
    Map<String, Estimate> others = new LinkedHashMap<>();
    for (MethodAgreement pair : report.agreement()) {
      if (pair.one().equals(best.name()) && Double.isFinite(pair.spearman().value())) {
        others.put(pair.other(), pair.spearman());
      } else if (pair.other().equals(best.name()) && Double.isFinite(pair.spearman().value())) {
        others.put(pair.one(), pair.spearman());
      }
    }
    Comparator<Map.Entry<String, Estimate>> byValue =
        Comparator.comparingDouble(entry -> entry.getValue().value());
    others.entrySet().stream()
        .min(byValue)
        .ifPresent(
            least ->
                reasons.add(
                    "Rank correlation with other methods: %s with %s%s."
                        .formatted(
                            least.getValue(),
                            least.getKey(),
                            others.entrySet().stream()
                                .max(byValue)
                                .filter(most -> !most.getKey().equals(least.getKey()))
                                .map(
                                    most ->
                                        ", %s with %s".formatted(most.getValue(), most.getKey()))
                                .orElse(""))));
  }
}
