package io.attributable.cli.evaluate;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.evaluation.EvaluationReport;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was found of a model.
 *
 * @param model as it was named
 * @param requests the file
 */
public record EvaluatedModel(String model, String requests, EvaluationReport report) {
  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("requests", requests);
    map.putAll(report.toMap());
    return map;
  }
}
