package io.attributable.cli.diff;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.evidence.compare.ExplanationComparison;
import io.attributable.evidence.compare.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of one request.
 *
 * @param id of the request
 * @param comparisons by target, as requests write it
 * @param violations by target, where there are some
 * @param failure why one of the models could not explain it; empty where both could
 */
public record RequestDiff(
    String id,
    Map<String, ExplanationComparison> comparisons,
    Map<String, List<Violation>> violations,
    String failure) {

  /** Copies the collections. */
  public RequestDiff {
    comparisons = new LinkedHashMap<>(comparisons);
    violations = new LinkedHashMap<>(violations);
  }

  /** A request that one of the models could not explain. */
  public static RequestDiff failed(String id, String failure) {
    return new RequestDiff(id, Map.of(), Map.of(), failure);
  }

  /** How often a threshold is not met. */
  public int count() {
    return violations.values().stream().mapToInt(List::size).sum();
  }

  /** Each violation as a sentence, with its target where there are several. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    violations.forEach(
        (target, all) ->
            all.forEach(
                one ->
                    lines.add(
                        comparisons.size() > 1 ? "target " + target + ", " + one : "" + one)));
    return lines;
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id);
    if (!failure.isEmpty()) {
      map.put("failure", failure);
      return map;
    }
    map.put("violations", violations);
    map.put("targets", comparisons);
    return map;
  }
}
