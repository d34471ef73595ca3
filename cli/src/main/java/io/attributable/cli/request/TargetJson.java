package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a target in JSON: {@code 3}, {@code [0,3,9]}, {@code {"index":[3,1]}}, {@code
 * {"indices":[[0,1],[1,1]]}}, {@code "predicted"}, {@code "none"}; absent is none.
 */
final class TargetJson {
  private static final String INDEX = "index";
  private static final String INDICES = "indices";

  private final JsonNode json;

  private TargetJson(JsonNode json) {
    this.json = json;
  }

  /**
   * The target.
   *
   * @throws AttributionException TARGET_INVALID
   */
  static Target read(JsonNode json) {
    return new TargetJson(json).target();
  }

  /**
   * Several targets: {@code "all"}, or a list of targets.
   *
   * @throws AttributionException TARGET_INVALID
   */
  static TargetSelection readAll(JsonNode json) {
    if (json.isTextual() && json.textValue().equals(TargetSelection.ALL)) {
      return new TargetSelection(true, List.of());
    }
    if (!json.isArray()) {
      throw new TargetJson(json).invalid("several targets are a list of targets, or \"all\"");
    }
    List<Target> named = new ArrayList<>();
    json.forEach(target -> named.add(read(target)));
    return new TargetSelection(false, named);
  }

  private Target target() {
    if (json.isMissingNode() || json.isNull()) {
      return Target.none();
    }
    if (json.isTextual()) {
      return word();
    }
    if (json.isObject()) {
      return object();
    }
    return json.isArray() ? new Target.PerExample(columns()) : Target.of(number(json));
  }

  private Target word() {
    return switch (json.textValue()) {
      case TargetText.PREDICTED -> Target.predicted();
      case TargetText.NONE -> Target.none();
      default -> throw invalid("the only words are \"predicted\" and \"none\"");
    };
  }

  private Target object() {
    if (json.size() == 1 && json.has(INDEX)) {
      return new Target.Index(numbers(json.get(INDEX)));
    }
    if (json.size() == 1 && json.has(INDICES)) {
      return new Target.PerExample(tuples(json.get(INDICES)));
    }
    throw invalid("an object must have \"index\" or \"indices\", and nothing else");
  }

  private List<List<Integer>> columns() {
    List<List<Integer>> columns = new ArrayList<>();
    json.forEach(column -> columns.add(List.of(number(column))));
    return columns;
  }

  private List<List<Integer>> tuples(JsonNode list) {
    List<List<Integer>> tuples = new ArrayList<>();
    checkList(list);
    list.forEach(tuple -> tuples.add(numbers(tuple)));
    return tuples;
  }

  private List<Integer> numbers(JsonNode list) {
    List<Integer> numbers = new ArrayList<>();
    checkList(list);
    list.forEach(number -> numbers.add(number(number)));
    return numbers;
  }

  private void checkList(JsonNode value) {
    if (!value.isArray()) {
      throw invalid("\"index\" must be a list of numbers, \"indices\" a list of such lists");
    }
  }

  private int number(JsonNode value) {
    if (value.isArray()) {
      throw invalid("index tuples are written {\"indices\": [[0, 1], [1, 1]]}");
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw invalid(AbbreviatedValue.of(value) + " is not an index");
    }
    return value.intValue();
  }

  private AttributionException invalid(String problem) {
    return new AttributionException(ErrorCode.TARGET_INVALID, AbbreviatedValue.of(json), problem);
  }
}
