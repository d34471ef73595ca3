package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.AxisSlice;
import io.attributable.ErrorCode;
import io.attributable.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads targets in JSON: what {@link Target#read} takes; absent is none. In the place of each index
 * there may be the name of a class.
 */
final class TargetJson {
  private static final ObjectMapper VALUES = new ObjectMapper();

  private final ClassNames classes;

  private TargetJson(ClassNames classes) {
    this.classes = classes;
  }

  /**
   * The target.
   *
   * @throws AttributionException TARGET_INVALID
   */
  static Target read(JsonNode json, ClassNames classes) {
    return new TargetJson(classes).target(json);
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
      throw invalid(json, "several targets are a list of targets, or \"all\"");
    }
    List<Target> named = new ArrayList<>();
    json.forEach(target -> named.add(read(target, classes)));
    return new TargetSelection(false, named);
  }

  private Target target(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return Target.none();
    }
    return json.isTextual()
        ? word(json)
        : Target.read(numbered(VALUES.convertValue(json, Object.class)));
  }

  private Target word(JsonNode json) {
    String word = json.textValue();
    if (List.of(TargetText.PREDICTED, TargetText.NONE).contains(word)
        || (word.contains(":") && AxisSlice.read(word).isPresent())) {
      return Target.read(word);
    }
    return classes
        .target(word)
        .orElseThrow(
            () ->
                invalid(
                    json,
                    "the only words are \"predicted\" and \"none\", and slices such as \"0:2\""
                        + classes.instead(word)));
  }

  /** The same with indices in the place of names. */
  private Object numbered(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(this::numbered).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> numbered = new LinkedHashMap<>();
      map.forEach((key, each) -> numbered.put(key, numbered(each)));
      return numbered;
    }
    int index = value instanceof String name && !name.contains(":") ? classes.index(name) : -1;
    return index >= 0 ? index : value;
  }

  private static AttributionException invalid(JsonNode json, String problem) {
    return new AttributionException(ErrorCode.TARGET_INVALID, AbbreviatedValue.of(json), problem);
  }
}
