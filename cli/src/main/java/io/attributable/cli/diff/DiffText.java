package io.attributable.cli.diff;

import io.attributable.cli.table.Table;
import io.attributable.evidence.compare.OutputComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison as people read it. */
public final class DiffText {
  private static final int MOST = 12;

  private DiffText() {}

  /** The lines. */
  public static List<String> of(DiffReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d requests, %s against %s: worst example of each layer"
            .formatted(report.requests().size(), report.after(), report.before()));
    lines.addAll(table(report));
    lines.add(outputs(report));
    int told = 0;
    for (RequestDiff request : report.requests()) {
      if (!request.failure().isEmpty()) {
        lines.add(request.id() + ": " + request.failure());
      }
      for (String violation : request.lines()) {
        if (told++ < MOST) {
          lines.add(request.id() + ": " + violation);
        }
      }
    }
    if (told > MOST) {
      lines.add("… and " + (told - MOST) + " more");
    }
    lines.add(verdict(report));
    return lines;
  }

  private static String verdict(DiffReport report) {
    return report.isMet()
        ? "All thresholds are met: " + required(report)
        : "Thresholds not met: %d; requests failed: %d; required is %s"
            .formatted(report.violations(), report.failed(), required(report));
  }

  static String required(DiffReport report) {
    List<String> texts = new ArrayList<>();
    report
        .thresholds()
        .values()
        .forEach(
            (metric, value) ->
                texts.add(metric.word() + (metric.isSimilarity() ? " ≥ " : " ≤ ") + value));
    return String.join(", ", texts);
  }

  private static List<String> table(DiffReport report) {
    Table table = new Table("  ");
    List<String> head = new ArrayList<>(List.of("LAYER", "EXAMPLES"));
    LayerSummary.METRICS.forEach(metric -> head.add(metric.word().toUpperCase(Locale.ROOT)));
    table.add(head.toArray(String[]::new));
    for (LayerSummary layer : LayerSummary.of(report)) {
      List<String> row = new ArrayList<>();
      row.add(name(layer));
      row.add(String.valueOf(layer.examples().size()));
      LayerSummary.METRICS.forEach(metric -> row.add(number(layer.worst(metric))));
      table.add(row.toArray(String[]::new));
    }
    return table.lines();
  }

  static String name(LayerSummary layer) {
    return layer.layer().equals(layer.other())
        ? layer.layer()
        : layer.layer() + " → " + layer.other();
  }

  static String outputs(DiffReport report) {
    double largest = 0;
    int changed = 0;
    for (RequestDiff request : report.requests()) {
      OutputComparison output =
          request.comparisons().values().stream().findFirst().map(c -> c.output()).orElse(null);
      if (output != null) {
        largest = output.differences().stream().mapToDouble(d -> d).reduce(largest, Math::max);
        changed += output.changed().size();
      }
    }
    return "Outputs: largest difference %s, %d examples with another largest number"
        .formatted(number(largest), changed);
  }

  static String number(double value) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%.4g", value)
        : String.valueOf(value);
  }
}
