package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.AxisSlice;
import io.attributable.ErrorCode;
import io.attributable.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads targets in JSON: what {@link Target#read} takes; absent is none. In the place of each index
 * there may be the name of a class.
 */
final class TargetJson {
  private static final ObjectMapper VALUES = new ObjectMapper();

  /** What weights of the output are called, which may stand in a file. */
  private static final List<String> MASKS = List.of("mask", "masks");

  private final ClassNames classes;

  private final Function<String, Path> paths;

  private TargetJson(ClassNames classes, Function<String, Path> paths) {
    this.classes = classes;
    this.paths = paths;
  }

  /**
   * The target.
   *
   * @param paths resolves the names of files
   * @throws AttributionException TARGET_INVALID, UNREADABLE_FILE
   */
  static Target read(JsonNode json, ClassNames classes, Function<String, Path> paths) {
    return new TargetJson(classes, paths).target(json);
  }

  /**
   * Several targets: {@code "all"}, or a list of targets.
   *
   * @param paths resolves the names of files
   * @throws AttributionException TARGET_INVALID, UNREADABLE_FILE
   */
  static TargetSelection readAll(JsonNode json, ClassNames classes, Function<String, Path> paths) {
    if (json.isTextual() && json.textValue().equals(TargetSelection.ALL)) {
      return new TargetSelection(true, List.of());
    }
    if (!json.isArray()) {
      throw invalid(json, "several targets are a list of targets, or \"all\"");
    }
    List<Target> named = new ArrayList<>();
    json.forEach(target -> named.add(read(target, classes, paths)));
    return new TargetSelection(false, named);
  }

  private Target target(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return Target.none();
    }
    for (String mask : MASKS) {
      if (json.isObject() && json.size() == 1 && json.path(mask).isTextual()) {
        String file = json.get(mask).textValue();
        return Target.read(Map.of(mask, ArrayFile.read("target", mask, paths.apply(file))));
      }
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
