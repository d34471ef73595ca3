package io.attributable.report;

import io.attributable.Attribution;
import java.util.List;
import java.util.Objects;

/**
 * The calls that ask for an explanation again. Immutable, safe for any number of threads.
 *
 * @param java a block of Java
 * @param kotlin a block of Kotlin
 * @param json a request of the command line, on one line
 */
public record ExplainCalls(String java, String kotlin, String json) {
  /** Requires all. */
  public ExplainCalls {
    Objects.requireNonNull(java, "java");
    Objects.requireNonNull(kotlin, "kotlin");
    Objects.requireNonNull(json, "json");
  }

  /**
   * The calls of a report's first method, for all layers that it explains.
   *
   * @param report with an explanation at least
   */
  public static ExplainCalls of(Report report) {
    Attribution first = report.explanations().get(0).attribution();
    List<String> layers =
        report.explanations().stream()
            .map(Explanation::attribution)
            .filter(one -> one.method().equals(first.method()) && one.port() == first.port())
            .map(Attribution::layer)
            .distinct()
            .toList();
    Calls calls = new Calls(report.content(), first, layers);
    return new ExplainCalls(calls.java(), calls.kotlin(), calls.json());
  }
}
