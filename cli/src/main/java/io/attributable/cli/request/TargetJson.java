package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.AxisSlice;
import io.attributable.ErrorCode;
import io.attributable.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a target in JSON: {@code 3}, {@code [0,3,9]}, {@code {"index":[3,1]}}, {@code
 * {"indices":[[0,1],[1,1]]}}, {@code "predicted"}, {@code "none"}; absent is none. In the place of
 * each number there may be a slice as a text, such as {@code "0:2"}.
 */
final class TargetJson {
  private static final String INDEX = "index";
  private static final String INDICES = "indices";

  private final JsonNode json;
  private final ClassNames classes;

  private TargetJson(JsonNode json, ClassNames classes) {
    this.json = json;
    this.classes = classes;
  }

  /**
   * The target.
   *
   * @throws AttributionException TARGET_INVALID
   */
  static Target read(JsonNode json, ClassNames classes) {
    return new TargetJson(json, classes).target();
  }

  /**
   * Several targets: {@code "all"}, or a list of targets.
   *
   * @throws AttributionException TARGET_INVALID
   */
  static TargetSelection readAll(JsonNode json, ClassNames classes) {
    if (json.isTextual() && json.textValue().equals(TargetSelection.ALL)) {
      return new TargetSelection(true, List.of());
    }
    if (!json.isArray()) {
      throw new TargetJson(json, classes)
          .invalid("several targets are a list of targets, or \"all\"");
    }
    List<Target> named = new ArrayList<>();
    json.forEach(target -> named.add(read(target, classes)));
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
    return json.isArray() ? Target.slicePerExample(columns()) : Target.slice(List.of(axis(json)));
  }

  private Target word() {
    return switch (json.textValue()) {
      case TargetText.PREDICTED -> Target.predicted();
      case TargetText.NONE -> Target.none();
      default ->
          AxisSlice.read(json.textValue())
              .filter(slice -> json.textValue().contains(":"))
              .map(slice -> Target.slice(List.of(slice)))
              .or(() -> classes.target(json.textValue()))
              .orElseThrow(
                  () ->
                      invalid(
                          "the only words are \"predicted\" and \"none\", and slices such as"
                              + " \"0:2\""
                              + classes.instead(json.textValue())));
    };
  }

  private Target object() {
    if (json.size() == 1 && json.has(INDEX)) {
      return Target.slice(axes(json.get(INDEX)));
    }
    if (json.size() == 1 && json.has(INDICES)) {
      return Target.slicePerExample(tuples(json.get(INDICES)));
    }
    throw invalid("an object must have \"index\" or \"indices\", and nothing else");
  }

  private List<List<AxisSlice>> columns() {
    List<List<AxisSlice>> columns = new ArrayList<>();
    json.forEach(column -> columns.add(List.of(axis(column))));
    return columns;
  }

  private List<List<AxisSlice>> tuples(JsonNode list) {
    List<List<AxisSlice>> tuples = new ArrayList<>();
    checkList(list);
    list.forEach(tuple -> tuples.add(axes(tuple)));
    return tuples;
  }

  private List<AxisSlice> axes(JsonNode list) {
    List<AxisSlice> axes = new ArrayList<>();
    checkList(list);
    list.forEach(axis -> axes.add(axis(axis)));
    return axes;
  }

  private void checkList(JsonNode value) {
    if (!value.isArray()) {
      throw invalid("\"index\" must be a list of numbers, \"indices\" a list of such lists");
    }
  }

  private AxisSlice axis(JsonNode value) {
    if (value.isArray()) {
      throw invalid("index tuples are written {\"indices\": [[0, 1], [1, 1]]}");
    }
    if (value.isTextual() && value.textValue().contains(":")) {
      return AxisSlice.read(value.textValue())
          .orElseThrow(() -> invalid(AbbreviatedValue.of(value) + " is not a slice"));
    }
    if (value.isTextual() && classes.index(value.textValue()) >= 0) {
      return AxisSlice.of(classes.index(value.textValue()));
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw invalid(AbbreviatedValue.of(value) + " is not an index");
    }
    return AxisSlice.of(value.intValue());
  }

  private AttributionException invalid(String problem) {
    return new AttributionException(ErrorCode.TARGET_INVALID, AbbreviatedValue.of(json), problem);
  }
}
