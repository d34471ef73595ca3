package io.attributable.samples.digits;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The readings as a short table for a terminal. */
final class Summary {
  private Summary() {}

  /** Prints a heading and a line per digit. */
  static void print(PrintStream out, List<DigitExplanation> explanations) {
    row(out, "digit", "is a", "read as", "", "then", "", "");
    for (DigitExplanation explanation : explanations) {
      Reading reading = explanation.reading();
      row(
          out,
          explanation.digit().number(),
          explanation.digit().label(),
          reading.best(),
          Numbers.percent(reading.probability(reading.best())),
          reading.runnerUp(),
          Numbers.percent(reading.probability(reading.runnerUp())),
          Verdict.of(explanation).describe(explanation.digit()).toLowerCase(Locale.ROOT));
    }
  }

  private static void row(PrintStream out, Object... cells) {
    String line = String.format(Locale.ROOT, "  %-6s %-6s %-8s %-9s %-5s %-7s %s", cells);
    out.println(line.stripTrailing());
  }
}
