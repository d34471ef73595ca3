package io.attributable.cli.reply;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was assumed when inputs were read, as all commands tell it.
 *
 * @param texts as sentences
 */
public record InputNotes(List<String> texts) {
  /** Copies the list. */
  public InputNotes {
    texts = List.copyOf(texts);
  }

  /** Lines for people. */
  public List<String> lines() {
    return texts.stream().map(text -> "Note: " + text).toList();
  }

  /** {@code notes} for programs: of kind {@code input}, about no nodes. */
  public List<Map<String, Object>> entries() {
    return texts.stream().map(InputNotes::entry).toList();
  }

  private static Map<String, Object> entry(String text) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("kind", "input");
    entry.put("text", text);
    entry.put("nodes", List.of());
    return entry;
  }
}
