package io.attributable.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the page's script works on, in JSON that can stand inside a script element. */
final class PageData {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PageData() {}

  /** The numbers of all pictures, by the pictures' ids. */
  static String json(Map<Integer, List<MapGroup>> maps) {
    Map<String, Object> all = new LinkedHashMap<>();
    maps.values().stream()
        .flatMap(groups -> groups.stream())
        .flatMap(group -> group.views().stream())
        .forEach(view -> all.put(view.id(), view.drawn().data().toMap()));
    return escaped(Map.of("maps", all));
  }

  /** Without the characters that could end the element, begin a comment, or end a line. */
  static String escaped(Object value) {
    return json(value)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /** A value as requests in JSON write it; texts as they are. */
  static String text(Object value) {
    return value instanceof String text ? text : json(value);
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // Maps, lists, texts and numbers can be written.
    }
  }
}
