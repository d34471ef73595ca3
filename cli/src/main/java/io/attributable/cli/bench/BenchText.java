package io.attributable.cli.bench;

import io.attributable.cli.table.Table;
import io.attributable.tensorflow.cost.CostProfile;
import io.attributable.tensorflow.cost.OpCost;
import io.attributable.tensorflow.cost.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows what explaining costs as tables: what people read. */
public final class BenchText {
  private static final int OPS = 12;

  private final BenchReport report;
  private final CostProfile profile;
  private final List<String> lines = new ArrayList<>();

  private BenchText(BenchReport report) {
    this.report = report;
    this.profile = report.profile();
  }

  /** The whole report, line by line. */
  public static List<String> of(BenchReport report) {
    BenchText text = new BenchText(report);
    text.addHead();
    text.addTimes();
    if (!report.profile().ops().isEmpty()) {
      text.addOps();
    }
    return text.lines;
  }

  private void addHead() {
    lines.add("SavedModel " + report.model());
    report.inputs().forEach((name, shape) -> lines.add(input(name, shape)));
    lines.addAll(report.notes().lines());
    lines.add("");
    lines.add(
        "Signature %s, method %s%s, layers %s, target %s, %d runs"
            .formatted(
                report.signature(),
                report.method().name(),
                report
                    .smoothing()
                    .map(noise -> " " + noise.toMap().get("kind") + " of " + noise.samples())
                    .orElse(""),
                String.join(" ", report.layers()),
                report.target(),
                profile.attribution().millis().size()));
  }

  private String input(String name, String shape) {
    return "Input \""
        + name
        + "\" "
        + shape
        + (report.madeInputs().contains(name) ? ", made up" : "");
  }

  private void addTimes() {
    Table table = new Table("  ");
    table.add("TensorFlow", millis(report.startMillis()), "once in a process");
    table.add("load", millis(report.loadMillis()), "once for the model");
    table.add("plan", millis(profile.planMillis()), "once for these layers, this output");
    table.add("first run", millis(profile.firstRunMillis()), "once; TensorFlow rewrites the graph");
    table.add("forward", millis(profile.forward()), "the output alone");
    table.add("bare run", millis(profile.session()), "the plan without the library around it");
    table.add(
        "attribution",
        millis(profile.attribution()),
        text(
            "%.2f forward runs, %.1f %% above the bare run",
            profile.ratio(), 100 * profile.overhead()));
    report
        .together()
        .ifPresent(
            cost ->
                table.add(
                    cost.count() + " targets",
                    millis(cost.call()),
                    text("in one call, %.2f ms each", cost.millisPerTarget())));
    lines.addAll(table.lines());
  }

  private void addOps() {
    List<OpCost> ops = profile.ops();
    double all = ops.stream().mapToDouble(OpCost::millis).sum();
    Table table = new Table("  ");
    table.add("OP", "DEVICE", "RUNS", "MILLIS", "SHARE");
    for (OpCost op : ops.subList(0, Math.min(OPS, ops.size()))) {
      add(table, op, all);
    }
    if (ops.size() > OPS) {
      List<OpCost> rest = ops.subList(OPS, ops.size());
      int runs = rest.stream().mapToInt(OpCost::runs).sum();
      double millis = rest.stream().mapToDouble(OpCost::millis).sum();
      add(table, new OpCost(rest.size() + " others", "", runs, millis), all);
    }
    lines.add("");
    lines.add("What one run spends its time on, as TensorFlow traces it");
    lines.addAll(table.lines());
  }

  private static void add(Table table, OpCost op, double all) {
    table.add(
        op.op(),
        op.device(),
        Integer.toString(op.runs()),
        text("%.3f", op.millis()),
        text("%.1f %%", all == 0 ? 0 : 100 * op.millis() / all));
  }

  private static String millis(Timings timings) {
    return text("%.2f ms ± %.2f", timings.median(), timings.spread() / 2);
  }

  private static String millis(double millis) {
    return text("%.2f ms", millis);
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
