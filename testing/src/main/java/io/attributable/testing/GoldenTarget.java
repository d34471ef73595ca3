package io.attributable.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.Target;
import java.util.ArrayList;
import java.util.List;

/** Reads the target of a golden case. */
final class GoldenTarget {
  private GoldenTarget() {}

  static Target of(JsonNode json) {
    if (json.isNull() || json.isMissingNode()) {
      return Target.none();
    }
    if (json.isTextual()) {
      return Target.predicted();
    }
    if (json.isInt()) {
      return Target.of(json.intValue());
    }
    return json.isArray() ? perExample(json) : tuples(json);
  }

  private static Target tuples(JsonNode json) {
    return json.has("index")
        ? new Target.Index(numbers(json.get("index")))
        : perExample(json.get("indices"));
  }

  private static Target perExample(JsonNode json) {
    List<List<Integer>> indices = new ArrayList<>();
    json.forEach(
        entry -> indices.add(entry.isArray() ? numbers(entry) : List.of(entry.intValue())));
    return new Target.PerExample(indices);
  }

  private static List<Integer> numbers(JsonNode json) {
    List<Integer> numbers = new ArrayList<>();
    json.forEach(number -> numbers.add(number.intValue()));
    return numbers;
  }
}
