package io.attributable.cli.diff;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.evidence.compare.ComparisonOptions;
import io.attributable.evidence.compare.Thresholds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of comparing two models.
 *
 * @param before the first model
 * @param after the second
 * @param thresholds what was required
 * @param options how they were compared
 * @param requests what came of each request, in the order of the file
 */
public record DiffReport(
    String before,
    String after,
    Thresholds thresholds,
    ComparisonOptions options,
    List<RequestDiff> requests) {

  /** Copies the list. */
  public DiffReport {
    requests = List.copyOf(requests);
  }

  /** How many requests could not be explained by one of the models. */
  public long failed() {
    return requests.stream().filter(request -> !request.failure().isEmpty()).count();
  }

  /** How often a threshold is not met. */
  public long violations() {
    return requests.stream().mapToLong(RequestDiff::count).sum();
  }

  /** Whether all thresholds are met, by all requests. */
  public boolean isMet() {
    return failed() == 0 && violations() == 0;
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("before", before);
    map.put("after", after);
    map.put("met", isMet());
    map.put("failed", failed());
    map.put("violations", violations());
    Map<String, Double> required = new LinkedHashMap<>();
    thresholds.values().forEach((metric, value) -> required.put(metric.word(), value));
    map.put("thresholds", required);
    map.put("topK", options.topK());
    map.put("layers", LayerSummary.of(this));
    map.put("requests", requests);
    return map;
  }
}
