package io.attributable.cli;

import io.attributable.ExampleReasons;
import io.attributable.Reason;
import io.attributable.ReasonSide;
import io.attributable.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reasons as lines of a terminal. */
final class ReasonsText {
  private static final int MOST_EXAMPLES = 5;

  private ReasonsText() {}

  /** The reasons of the first examples. */
  static List<String> lines(Reasons reasons) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Reasons %s the target, relative to the baseline%s:"
            .formatted(
                reasons.side() == ReasonSide.AGAINST ? "against" : "for",
                reasons.zeroBaseline() ? " of zeros (choose one with --baseline)" : ""));
    int shown = Math.min(MOST_EXAMPLES, reasons.examples().size());
    for (int i = 0; i < shown; i++) {
      ExampleReasons example = reasons.get(i);
      lines.add("  example %d: %s".formatted(i, change(example)));
      example.forEach(reason -> lines.add("    " + line(reason)));
      if (reasons.isShort(i)) {
        lines.add(example.reasons().isEmpty() ? "    no feature did" : "    no other feature did");
      }
      if (!example.alsoTied().isEmpty()) {
        lines.add("    as much as the last one: " + String.join(", ", example.alsoTied()));
      }
    }
    if (shown < reasons.examples().size()) {
      lines.add("  and " + (reasons.examples().size() - shown) + " examples more");
    }
    return lines;
  }

  private static String change(ExampleReasons example) {
    return String.format(
        Locale.ROOT,
        "%.6g, at the baseline %.6g (delta %.2g)",
        example.at(),
        example.atBaseline(),
        example.delta());
  }

  private static String line(Reason reason) {
    return String.format(
        Locale.ROOT,
        "%d. %s%s: %+.6g (%.1f %%)%s%s",
        reason.rank(),
        reason.feature(),
        value(reason),
        reason.contribution(),
        100 * reason.share(),
        reason.tied() ? ", tied" : "",
        reason.text().map(text -> ". " + text).orElse(""));
  }

  /** As it was written, or what the model was given. */
  private static String value(Reason reason) {
    return reason
        .written()
        .map(value -> " = " + value)
        .orElseGet(
            () ->
                reason.values().size() == 1
                    ? " = " + reason.values().get(0) + compared(reason)
                    : "");
  }

  private static String compared(Reason reason) {
    return reason.baselineValues().size() == 1
        ? " (baseline " + reason.baselineValues().get(0) + ")"
        : "";
  }
}
