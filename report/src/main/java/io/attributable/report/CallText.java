package io.attributable.report;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.attributable.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How calls are written in a language. */
enum CallText {
  JAVA("Map.of(", ", "),
  KOTLIN("mapOf(", " to ");

  private static final String SHAPE = "shape";
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9]+");
  private final String map;
  private final String separator;

  CallText(String map, String separator) {
    this.map = map;
    this.separator = separator;
  }

  /** A text; what JSON escapes, both languages do. */
  String quoted(String text) {
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    return '"' + (this == KOTLIN ? escaped.replace("$", "\\$") : escaped) + '"';
  }

  /** A parameter's value. An array is a variable, as it has no text. */
  String value(String name, Object value) {
    return value("", name, value);
  }

  private String value(String parameter, String name, Object value) {
    if (isArray(value)) {
      return variable(name + " " + role(parameter));
    }
    if (value instanceof Map<?, ?> entries) {
      return entries.entrySet().stream()
          .map(
              e -> quoted("" + e.getKey()) + separator + value(name, "" + e.getKey(), e.getValue()))
          .collect(Collectors.joining(", ", map, ")"));
    }
    return value instanceof String text ? quoted(text) : String.valueOf(value);
  }

  /** What an array is; an input can have one of each. */
  private static String role(String parameter) {
    return parameter.equals("mask") ? parameter : "baseline";
  }

  private static boolean isArray(Object value) {
    return value instanceof Map<?, ?> described && described.keySet().equals(Set.of(SHAPE));
  }

  /** A parameter's value in JSON, where an array is a file. */
  static Object file(String name, Object value) {
    return file("", name, value);
  }

  private static Object file(String parameter, String name, Object value) {
    if (isArray(value)) {
      return name + "-" + role(parameter) + ".npy";
    }
    if (value instanceof Map<?, ?> entries) {
      Map<String, Object> files = new LinkedHashMap<>();
      entries.forEach((key, entry) -> files.put("" + key, file(name, "" + key, entry)));
      return files;
    }
    return value;
  }

  /** A name for a variable. */
  static String variable(String name) {
    StringBuilder variable = new StringBuilder();
    for (String word : BETWEEN_WORDS.split(name, -1)) {
      variable.append(
          variable.length() == 0 || word.isEmpty()
              ? word
              : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    boolean starts = variable.length() > 0 && Character.isLetter(variable.charAt(0));
    return starts ? variable.toString() : "input" + variable;
  }

  /** The target, the same in both languages. */
  static String target(Target target) {
    if (target instanceof Target.Index one) {
      return "Target.of(" + joined(one.index()) + ")";
    }
    if (target instanceof Target.PerExample each
        && each.indices().stream().allMatch(index -> index.size() == 1)) {
      return "Target.perExample("
          + joined(each.indices().stream().map(index -> index.get(0)).toList())
          + ")";
    }
    if (target instanceof Target.Difference two && two.index().size() == 1) {
      return "Target.difference(%d, %d)".formatted(two.index().get(0), two.less().get(0));
    }
    if (target instanceof Target.Predicted) {
      return "Target.predicted()";
    }
    return target instanceof Target.Slice
        ? "Target.slice(\"" + target.toString().replaceAll("[()]", "") + "\")"
        : target instanceof Target.None ? "Target.none()" : "/* " + target + " */ Target.none()";
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
