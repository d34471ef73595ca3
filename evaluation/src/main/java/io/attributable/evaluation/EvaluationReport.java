package io.attributable.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an evaluation found. Immutable.
 *
 * @param examples how many were evaluated
 * @param metrics what was measured
 * @param options how
 * @param methods in the order in which they were named, the random control last
 * @param agreement of each pair of methods
 * @param failures requests that could not be evaluated at all, and why it ended early, if it did
 */
public record EvaluationReport(
    int examples,
    List<EvaluationMetric> metrics,
    EvaluationOptions options,
    List<MethodEvaluation> methods,
    List<MethodAgreement> agreement,
    List<String> failures) {

  /** Copies the lists. */
  public EvaluationReport {
    metrics = List.copyOf(metrics);
    Objects.requireNonNull(options, "options");
    methods = List.copyOf(methods);
    agreement = List.copyOf(agreement);
    failures = List.copyOf(failures);
  }

  /** Which method to use, and how far to trust it. */
  public Verdict verdict() {
    return Verdict.of(this);
  }

  /** Whether all methods explained all examples. */
  public boolean isWhole() {
    return failures.isEmpty() && methods.stream().allMatch(one -> one.failures().isEmpty());
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("examples", examples);
    map.put("options", options.toMap());
    map.put("metrics", metrics.stream().map(EvaluationMetric::word).toList());
    map.put("methods", methods);
    map.put("agreement", agreement);
    map.put("verdict", verdict());
    map.put("failures", failures);
    return map;
  }
}
