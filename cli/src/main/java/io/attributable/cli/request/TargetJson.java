package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import java.util.ArrayList;
import java.util.List;

/** Reads targets in JSON: what {@link Target#read} takes; absent is none. */
final class TargetJson {
  private static final ObjectMapper VALUES = new ObjectMapper();

  private TargetJson() {}

  /**
   * The target.
   *
   * @throws AttributionException TARGET_INVALID
   */
  static Target read(JsonNode json) {
    return json.isMissingNode() || json.isNull()
        ? Target.none()
        : Target.read(VALUES.convertValue(json, Object.class));
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
      throw new AttributionException(
          ErrorCode.TARGET_INVALID,
          AbbreviatedValue.of(json),
          "several targets are a list of targets, or \"all\"");
    }
    List<Target> named = new ArrayList<>();
    json.forEach(target -> named.add(read(target)));
    return new TargetSelection(false, named);
  }
}
