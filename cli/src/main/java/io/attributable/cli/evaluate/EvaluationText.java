package io.attributable.cli.evaluate;

import io.attributable.cli.table.Table;
import io.attributable.evaluation.EvaluationMetric;
import io.attributable.evaluation.EvaluationReport;
import io.attributable.evaluation.MethodAgreement;
import io.attributable.evaluation.MethodEvaluation;
import io.attributable.evaluation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An evaluation as people read it. */
public final class EvaluationText {
  private static final int MOST_FAILURES = 12;

  private EvaluationText() {}

  /** The lines. */
  public static List<String> of(EvaluatedModel model) {
    EvaluationReport report = model.report();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s, mean ± standard error; ↑ more is better, ↓ less is"
            .formatted(model.model(), examples(report)));
    lines.addAll(methods(report));
    if (!report.agreement().isEmpty()) {
      lines.add("Agreement of methods");
      lines.addAll(agreement(report));
    }
    Verdict verdict = report.verdict();
    lines.add(verdict.headline());
    verdict.reasons().forEach(reason -> lines.add("- " + reason));
    failures(report).stream().limit(MOST_FAILURES).forEach(lines::add);
    if (failures(report).size() > MOST_FAILURES) {
      lines.add("… and " + (failures(report).size() - MOST_FAILURES) + " more");
    }
    return lines;
  }

  /** How many were evaluated. */
  static String examples(EvaluationReport report) {
    return report.examples() == 1 ? "1 example" : report.examples() + " examples";
  }

  private static List<String> methods(EvaluationReport report) {
    Table table = new Table("  ");
    List<String> head = new ArrayList<>(List.of("METHOD", "MS"));
    report.metrics().forEach(metric -> head.add(MetricWords.head(metric).toUpperCase(Locale.ROOT)));
    table.add(head.toArray(String[]::new));
    for (MethodEvaluation method : report.methods()) {
      List<String> row = new ArrayList<>(List.of(method.name(), milliseconds(method)));
      for (EvaluationMetric metric : report.metrics()) {
        row.add(MetricWords.number(method.mean(metric)));
      }
      table.add(row.toArray(String[]::new));
    }
    return table.lines();
  }

  static String milliseconds(MethodEvaluation method) {
    double value = method.milliseconds().value();
    return method.isControl() || !Double.isFinite(value)
        ? "–"
        : String.format(Locale.ROOT, "%.3g", value);
  }

  private static List<String> agreement(EvaluationReport report) {
    Table table = new Table("  ");
    table.add("METHOD", "WITH", "SPEARMAN", "TOP 10", "SIGNS");
    for (MethodAgreement pair : report.agreement()) {
      table.add(
          pair.one(),
          pair.other(),
          MetricWords.number(pair.spearman()),
          MetricWords.number(pair.topK()),
          MetricWords.number(pair.signs()));
    }
    return table.lines();
  }

  /** Each with the method or the request that it is of. */
  static List<String> failures(EvaluationReport report) {
    List<String> lines = new ArrayList<>(report.failures());
    for (MethodEvaluation method : report.methods()) {
      method.failures().forEach(failure -> lines.add(method.name() + ", " + failure));
    }
    return lines;
  }
}
