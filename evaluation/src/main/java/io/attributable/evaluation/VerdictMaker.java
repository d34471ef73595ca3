package io.attributable.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts what was found into words. */
final class VerdictMaker {
  private static final int LEAST_EXAMPLES = 2;

  private final EvaluationReport report;
  private final Comparison comparison;

  VerdictMaker(EvaluationReport report) {
    this.report = report;
    this.comparison = Comparison.of(report);
  }

  Verdict verdict() {
    if (comparison.methods().isEmpty()) {
      return unmeasured();
    }
    if (report.examples() < LEAST_EXAMPLES) {
      return unknown(
          "No verdict: one example cannot tell methods apart from chance.",
          "Give more examples: 20 or so.");
    }
    return comparison
        .best(comparison.sound())
        .map(this::use)
        .orElseGet(
            () -> comparison.best(comparison.mixed()).map(this::mixed).orElseGet(this::nothing));
  }

  private Verdict unmeasured() {
    boolean constant =
        report.examples() > 0
            && report.methods().stream()
                .allMatch(one -> one.isControl() || one.constant() == report.examples());
    if (!constant) {
      return unknown("No verdict: no method could be measured for faithfulness.", "");
    }
    List<String> reasons = new ArrayList<>();
    addRest(reasons);
    return none("they say the same of all features.", reasons);
  }

  private Verdict unknown(String headline, String reason) {
    List<String> reasons = new ArrayList<>();
    if (!reason.isEmpty()) {
      reasons.add(reason);
    }
    addRest(reasons);
    return new Verdict(Verdict.Trust.UNKNOWN, Optional.empty(), List.of(), headline, reasons);
  }

  private Verdict nothing() {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "By %s over %d examples, none is better than a random attribution by more than the error."
            .formatted(words(comparison.metrics()), report.examples()));
    addWorse(reasons, comparison.methods());
    reasons.add("Try more examples, another baseline, or other methods.");
    addRest(reasons);
    return none("no explanation is shown to be better than chance.", reasons);
  }

  /** What wins here and loses there may win by how the measure is made. */
  private Verdict mixed(MethodEvaluation best) {
    List<String> reasons = new ArrayList<>();
    addChance(reasons, best);
    addWorse(
        reasons,
        comparison.methods().stream().filter(one -> !one.name().equals(best.name())).toList());
    reasons.add("Try more examples, another baseline, or other methods.");
    addRest(reasons);
    return none(against(best), reasons);
  }

  private Verdict none(String why, List<String> reasons) {
    return new Verdict(
        Verdict.Trust.NONE,
        Optional.empty(),
        List.of(),
        "Trust none of %s here: %s".formatted(measured(), why),
        reasons);
  }

  /** Nothing is said of methods that could not be measured. */
  private String measured() {
    List<String> names =
        report.methods().stream()
            .filter(one -> !one.isControl())
            .filter(one -> comparison.methods().contains(one) || one.constant() > 0)
            .map(MethodEvaluation::name)
            .toList();
    return names.size() == report.methods().size() - 1
        ? "these methods"
        : "the methods that could be measured (%s)".formatted(String.join(", ", names));
  }

  private void addWorse(List<String> reasons, List<MethodEvaluation> methods) {
    methods.stream()
        .filter(one -> !comparison.worse(one).isEmpty())
        .forEach(one -> reasons.add(against(one)));
  }

  /** Of one that is worse than chance by some measure. */
  private String against(MethodEvaluation method) {
    List<EvaluationMetric> better = comparison.better(method);
    List<EvaluationMetric> worse = comparison.worse(method);
    return better.isEmpty()
        ? "%s is worse than chance by %s: do not rely on it.".formatted(method.name(), words(worse))
        : "%s is better than chance by %s, but worse than chance by %s: do not rely on it."
            .formatted(method.name(), words(better), words(worse));
  }

  private Verdict use(MethodEvaluation best) {
    int won = comparison.better(best).size();
    List<MethodEvaluation> alternatives = comparison.alternatives(best);
    boolean all = won == comparison.metrics().size();
    boolean good = all && best.constant() == 0;
    List<String> reasons = new ArrayList<>();
    addChance(reasons, best);
    addOthers(reasons, best, alternatives);
    reasons.addAll(new SupportingReasons(report, comparison, best).all());
    addRest(reasons);
    reasons.add(
        "Features were taken away by putting the baseline %s in their place; another baseline may"
                .formatted(report.options().baseline())
            + " give another order.");
    String headline =
        "Use %s here%s: it says more than chance by %s."
            .formatted(
                best.name(),
                good ? "" : ", with care",
                all
                    ? (won == 1 ? "the measure" : "all %d measures".formatted(won))
                    : "%d of %d measures".formatted(won, comparison.metrics().size()));
    return new Verdict(
        good ? Verdict.Trust.GOOD : Verdict.Trust.PARTIAL,
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
    comparison.methods().stream()
        .filter(other -> !other.name().equals(best.name()) && !alternatives.contains(other))
        .forEach(other -> reasons.add(other(best, other)));
  }

  private String other(MethodEvaluation best, MethodEvaluation other) {
    if (!comparison.worse(other).isEmpty()) {
      return against(other);
    }
    List<EvaluationMetric> better = comparison.better(best, other);
    List<EvaluationMetric> worse = comparison.better(other, best);
    return better.isEmpty()
        ? "%s is not shown to say more than chance.".formatted(other.name())
        : "%s is worse by %s%s."
            .formatted(
                other.name(),
                words(better),
                worse.isEmpty() ? "" : ", and better by " + words(worse));
  }

  private static String time(MethodEvaluation method) {
    return String.format(Locale.ROOT, "%.3g ms", method.milliseconds().value());
  }

  private static String words(List<EvaluationMetric> metrics) {
    return metrics.stream().map(EvaluationMetric::word).collect(Collectors.joining(", "));
  }

  /** What explains nothing, and what could not be measured. */
  private void addRest(List<String> reasons) {
    for (MethodEvaluation method : report.methods()) {
      if (method.constant() > 0) {
        reasons.add(
            "The explanations of %s are constant, the same of all features, in %d of %d examples:"
                    .formatted(method.name(), method.constant(), report.examples())
                + " they explain nothing there.");
      }
      if (!method.failures().isEmpty()) {
        reasons.add(
            method.name()
                + (method.isMeasured()
                    ? " was not measured on all examples."
                    : " could not be measured."));
      }
    }
    if (!report.failures().isEmpty()) {
      reasons.add("Requests that were not evaluated: %d.".formatted(report.failures().size()));
    }
  }
}
