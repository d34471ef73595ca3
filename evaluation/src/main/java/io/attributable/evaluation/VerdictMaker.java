package io.attributable.evaluation;

import io.attributable.metrics.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts what was found into words. */
final class VerdictMaker {
  private static final int LEAST_EXAMPLES = 2;

  /** A rank correlation above which two explanations are much the same. */
  private static final double SAME = 0.5;

  private final EvaluationReport report;
  private final Comparison comparison;

  VerdictMaker(EvaluationReport report) {
    this.report = report;
    this.comparison = Comparison.of(report);
  }

  Verdict verdict() {
    if (comparison.methods().isEmpty()) {
      return unknown("No verdict: no method could be measured for faithfulness.", "");
    }
    if (report.examples() < LEAST_EXAMPLES) {
      return unknown(
          "No verdict: one example cannot tell methods apart from chance.",
          "Give more examples: 20 or so.");
    }
    MethodEvaluation best = comparison.best();
    int won = comparison.better(best, comparison.control()).size();
    return won == 0 ? nothing() : use(best, won);
  }

  private Verdict unknown(String headline, String reason) {
    List<String> reasons = new ArrayList<>();
    if (!reason.isEmpty()) {
      reasons.add(reason);
    }
    addFailures(reasons);
    return new Verdict(Verdict.Trust.UNKNOWN, Optional.empty(), List.of(), headline, reasons);
  }

  private Verdict nothing() {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "By %s over %d examples, none is better than a random attribution by more than the error."
            .formatted(words(comparison.metrics()), report.examples()));
    reasons.add("Try more examples, another baseline, or other methods.");
    addFailures(reasons);
    return new Verdict(
        Verdict.Trust.NONE,
        Optional.empty(),
        List.of(),
        "Trust none of these methods here: no explanation is shown to be better than chance.",
        reasons);
  }

  private Verdict use(MethodEvaluation best, int won) {
    List<MethodEvaluation> alternatives = comparison.alternatives(best);
    boolean all = won == comparison.metrics().size();
    List<String> reasons = new ArrayList<>();
    addChance(reasons, best);
    addOthers(reasons, best, alternatives);
    addSensitivity(reasons, best);
    addRandomisation(reasons, best);
    addCompleteness(reasons, best);
    addAgreement(reasons, best);
    addFailures(reasons);
    reasons.add(
        "Features were taken away by putting the baseline %s in their place; another baseline may"
                .formatted(report.options().baseline())
            + " give another order.");
    String headline =
        "Use %s here%s: it says more than chance by %s."
            .formatted(
                best.name(),
                all ? "" : ", with care",
                all
                    ? (won == 1 ? "the measure" : "all %d measures".formatted(won))
                    : "%d of %d measures".formatted(won, comparison.metrics().size()));
    return new Verdict(
        all ? Verdict.Trust.GOOD : Verdict.Trust.PARTIAL,
        Optional.of(best.name()),
        alternatives.stream().map(MethodEvaluation::name).toList(),
        headline,
        reasons);
  }

  private void addChance(List<String> reasons, MethodEvaluation best) {
    for (EvaluationMetric metric : comparison.metrics()) {
      PairedDifference difference = comparison.difference(metric, best, comparison.control());
      String result =
          difference.isBetter() ? "better" : difference.isWorse() ? "worse" : "no difference";
      reasons.add(
          "%s: %s, random attributions %s: %s."
              .formatted(
                  metric.word(), best.mean(metric), comparison.control().mean(metric), result));
    }
  }

  private void addOthers(
      List<String> reasons, MethodEvaluation best, List<MethodEvaluation> alternatives) {
    if (!alternatives.isEmpty()) {
      reasons.add(
          "No difference within the error: %s. %s takes %s per explanation."
              .formatted(
                  alternatives.stream()
                      .map(one -> "%s (%s)".formatted(one.name(), time(one)))
                      .collect(Collectors.joining(", ")),
                  best.name(),
                  time(best)));
    }
    for (MethodEvaluation other : comparison.methods()) {
      List<EvaluationMetric> better = comparison.better(best, other);
      List<EvaluationMetric> worse = comparison.better(other, best);
      if (!other.name().equals(best.name()) && !alternatives.contains(other)) {
        reasons.add(
            better.isEmpty()
                ? "%s is not shown to say more than chance.".formatted(other.name())
                : "%s is worse by %s%s."
                    .formatted(
                        other.name(),
                        words(better),
                        worse.isEmpty() ? "" : ", and better by " + words(worse)));
      }
    }
  }

  private static String time(MethodEvaluation method) {
    return String.format(Locale.ROOT, "%.3g ms", method.milliseconds().value());
  }

  private static String words(List<EvaluationMetric> metrics) {
    return metrics.stream().map(EvaluationMetric::word).collect(Collectors.joining(", "));
  }

  private void addSensitivity(List<String> reasons, MethodEvaluation best) {
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
  private void addRandomisation(List<String> reasons, MethodEvaluation best) {
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

  private void addCompleteness(List<String> reasons, MethodEvaluation best) {
    Estimate found = best.mean(EvaluationMetric.COMPLETENESS);
    if (Double.isFinite(found.value())) {
      reasons.add(
          "The attributions' sum misses the change of the output by %s of it, on average."
              .formatted(percent(found.value())));
    }
  }

  /** The methods that agree least and most with the best one. */
  private void addAgreement(List<String> reasons, MethodEvaluation best) {
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

  private void addFailures(List<String> reasons) {
    for (MethodEvaluation method : report.methods()) {
      if (!method.failures().isEmpty()) {
        reasons.add("%s was not measured on all examples.".formatted(method.name()));
      }
    }
    if (!report.failures().isEmpty()) {
      reasons.add("Requests that were not evaluated: %d.".formatted(report.failures().size()));
    }
  }
}
