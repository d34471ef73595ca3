package io.attributable.cli;

import io.attributable.evidence.compare.Metric;
import io.attributable.evidence.compare.Similarity;
import io.attributable.evidence.replay.ReplayReport;
import io.attributable.evidence.replay.ReplayReport.Condition;
import io.attributable.evidence.replay.ReplayReport.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report of a replay as people read it. */
final class ReplayText {
  private static final int MOST = 12;

  private ReplayText() {}

  static List<String> of(long number, ReplayReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "#%d %s: %s, %d of %d parts equal"
            .formatted(
                number, report.id(), report.verdict().word(), report.equal(), report.compared()));
    for (Condition condition : report.conditions()) {
      lines.add(line(condition));
    }
    report.differences().stream().limit(MOST).map(ReplayText::line).forEach(lines::add);
    if (report.differences().size() > MOST) {
      lines.add("  … and " + (report.differences().size() - MOST) + " more, with --json");
    }
    report.notes().stream().limit(MOST).forEach(note -> lines.add("  " + note));
    return lines;
  }

  static String line(Condition condition) {
    return "  %s was %s, is %s".formatted(condition.name(), condition.recorded(), condition.now());
  }

  private static String line(Difference difference) {
    Similarity found = difference.similarity();
    String how =
        found == null
            ? ""
            : String.format(
                Locale.ROOT,
                ": largest difference %.3g, relative %.3g, rank correlation %.6f",
                found.maxDifference(),
                found.maxRelative(),
                found.get(Metric.SPEARMAN));
    return "  %s, %s%s".formatted(difference.part(), difference.what(), how);
  }
}
