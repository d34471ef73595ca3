package io.attributable.evidence.drift;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The explanations of one model in one stretch of time.
 *
 * @param from when it begins
 * @param to when it ends; not part of it
 * @param model the hash of its weights
 * @param examples how many explanations it has
 * @param ndcg how far its ranking of features agrees with the reference's, 0 to 1
 * @param alarm whether that is below the threshold
 */
public record DriftWindow(
    Instant from, Instant to, String model, long examples, double ndcg, boolean alarm) {

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("from", from.toString());
    map.put("to", to.toString());
    map.put("model", model);
    map.put("examples", examples);
    map.put("ndcg", ndcg);
    map.put("alarm", alarm);
    return map;
  }
}
