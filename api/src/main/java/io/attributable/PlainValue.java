package io.attributable;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A user's own value out of a parser of JSON as messages show it: as JSON, its start if long. */
final class PlainValue {
  private static final int LONGEST = 60;

  private PlainValue() {}

  static String shortened(Object value) {
    String text = json(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static String json(Object value) {
    if (value instanceof String text) {
      return '"' + text + '"';
    }
    if (value instanceof List<?> list) {
      return list.stream().map(PlainValue::json).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof Map<?, ?> map
        ? map.entrySet().stream()
            .map(entry -> "\"" + entry.getKey() + "\":" + json(entry.getValue()))
            .collect(Collectors.joining(",", "{", "}"))
        : String.valueOf(value);
  }
}
