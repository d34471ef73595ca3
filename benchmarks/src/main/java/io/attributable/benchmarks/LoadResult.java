package io.attributable.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of requests.
 *
 * @param answers one per request
 * @param nanos from the first request to the last answer
 */
record LoadResult(List<Answer> answers, long nanos) {
  private static final int OK = 200;

  /**
   * An answer.
   *
   * @param status 0 where there was none
   * @param nanos from the request to the whole answer
   */
  record Answer(int status, long nanos) {}

  LoadResult {
    answers = List.copyOf(answers);
  }

  /** Milliseconds within which a part of the requests that succeeded were answered. */
  double millis(double part) {
    long[] sorted =
        answers.stream()
            .filter(answer -> answer.status() == OK)
            .mapToLong(Answer::nanos)
            .sorted()
            .toArray();
    int index = (int) Math.ceil(part * sorted.length) - 1;
    return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, index)] / 1e6;
  }

  /** Requests that succeeded, in a second. */
  double perSecond() {
    return answers.stream().filter(answer -> answer.status() == OK).count() / (nanos / 1e9);
  }

  /** Those that did not, such as {@code 12 × 429}. */
  String errors() {
    Map<Integer, Long> byStatus =
        answers.stream()
            .filter(answer -> answer.status() != OK)
            .collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()));
    return byStatus.isEmpty()
        ? "0"
        : byStatus.entrySet().stream()
            .map(entry -> entry.getValue() + " × " + entry.getKey())
            .collect(Collectors.joining(", "));
  }

  /** A row of a table. */
  String row(String what, int connections) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.1f | %.1f | %.1f | %.1f | %s |",
        what,
        connections,
        answers.size(),
        perSecond(),
        millis(0.5),
        millis(0.99),
        millis(1),
        errors());
  }
}
