package io.attributable.cli.evaluate;

import io.attributable.evaluation.EvaluationMetric;
import io.attributable.metrics.Estimate;
import java.util.Locale;

/** How tables write metrics and their numbers. */
final class MetricWords {
  private MetricWords() {}

  /** With the direction that is better. */
  static String head(EvaluationMetric metric) {
    return metric.word() + (metric.isMoreBetter() ? " ↑" : " ↓");
  }

  /** What a metric says, in one sentence. */
  static String meaning(EvaluationMetric metric) {
    return switch (metric) {
      case DELETION ->
          "The area below the output while features are taken away, the most important first.";
      case INSERTION ->
          "The area below the output while features come back, the most important first.";
      case AOPC -> "How far the output falls on average while features are taken away.";
      case MU_FIDELITY ->
          "The rank correlation of what parts of the features are said to do with what they do.";
      case SENSITIVITY_N -> "The same as a correlation, of parts of equal size.";
      case INFIDELITY ->
          "The mean squared error of what parts of the features are said to do, scaled to fit.";
      case MAX_SENSITIVITY ->
          "How much the explanation changes at most if the input moves a little.";
      case RANDOMISATION ->
          "The rank correlation with explanations of the model whose weights are shuffled.";
      case COMPLETENESS -> "What the sum of the attributions misses of the output's change.";
      case SPARSENESS -> "The Gini index: near 1 if few features count.";
      case COMPLEXITY -> "The entropy in nats: near 0 if few features count.";
      case EFFECTIVE_COMPLEXITY -> "How many features count at all.";
    };
  }

  static String number(Estimate estimate) {
    if (!Double.isFinite(estimate.value())) {
      return "–";
    }
    String value = String.format(Locale.ROOT, "%.3g", estimate.value());
    return value + error(estimate);
  }

  private static String error(Estimate estimate) {
    return estimate.samples() == 0 || !Double.isFinite(estimate.error())
        ? ""
        : String.format(Locale.ROOT, " ± %.1g", estimate.error());
  }
}
