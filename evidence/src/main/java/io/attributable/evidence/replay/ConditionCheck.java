package io.attributable.evidence.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.evidence.replay.ReplayReport.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of the model and the run is not as it was. */
final class ConditionCheck {
  private static final String NONE = "none";

  private ConditionCheck() {}

  static List<Condition> of(JsonNode recorded, JsonNode now) {
    List<Condition> conditions = new ArrayList<>();
    for (String part : List.of("model", "run")) {
      Map<String, String> was = new LinkedHashMap<>();
      Map<String, String> is = new LinkedHashMap<>();
      flatten(part, recorded.path(part), was);
      flatten(part, now.path(part), is);
      was.forEach(
          (name, value) -> {
            if (!value.equals(is.getOrDefault(name, NONE))) {
              conditions.add(new Condition(name, value, is.getOrDefault(name, NONE)));
            }
          });
      is.forEach(
          (name, value) -> {
            if (!was.containsKey(name)) {
              conditions.add(new Condition(name, NONE, value));
            }
          });
    }
    // The same model under another name is the same model.
    conditions.removeIf(condition -> condition.name().equals("model.name"));
    return conditions;
  }

  private static void flatten(String name, JsonNode json, Map<String, String> into) {
    if (json.isObject()) {
      json.properties()
          .forEach(field -> flatten(name + "." + field.getKey(), field.getValue(), into));
    } else if (!json.isMissingNode()) {
      into.put(name, json.isTextual() ? json.asText() : json.toString());
    }
  }
}
