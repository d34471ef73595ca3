package io.attributable.graph.lock;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One fact in a lock file.
 *
 * @param key its subject; the same for all tensors of a layer
 * @param text the whole line
 * @param number the line's number; 0 if it comes from a model
 */
public record LockLine(String key, String text, int number) {
  private static final String QUOTED = "\"(?:[^\"\\\\]++|\\\\.)*+\"";
  private static final String TENSOR = "[a-z0-9_]+ (?:unknown|\\[[0-9?,]*\\])";

  /** The key is the first group that takes part. */
  private static final Pattern LINE =
      Pattern.compile(
          String.join(
              "|",
              "(model|signature|towards) " + QUOTED,
              "((?:input|output) " + QUOTED + ") " + TENSOR,
              "(layer " + QUOTED + " (?:input|output)) (?:unchecked|\\d+:\\d+ " + TENSOR + ")",
              "(op \\S+) \\d+",
              "(graph) sha256:[0-9a-f]{64}"));

  /** Reads a line; empty if it is none that a lock file can have. */
  static Optional<LockLine> parse(String text, int number) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      return Optional.empty();
    }
    int group = 1;
    while (line.group(group) == null) {
      group++;
    }
    return Optional.of(new LockLine(line.group(group), text, number));
  }

  /** The line of a model. */
  static LockLine of(String text) {
    return parse(text, 0)
        .orElseThrow(() -> new IllegalStateException("not a line of a lock file: " + text));
  }

  /** What follows the key. */
  String value() {
    return text.substring(key.length()).strip();
  }

  /** A name of the model, on one line whatever it holds. */
  static String quoted(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    name.chars().forEach(character -> append(quoted, (char) character));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, char character) {
    if (character == '"' || character == '\\') {
      quoted.append('\\').append(character);
    } else if (isPlain(character)) {
      quoted.append(character);
    } else {
      quoted.append(String.format("\\u%04x", (int) character));
    }
  }

  /** Letters of all languages are; what ends a line, or turns its direction, is not. */
  private static boolean isPlain(char character) {
    return character == ' '
        || (!Character.isISOControl(character)
            && !Character.isSpaceChar(character)
            && Character.getType(character) != Character.FORMAT);
  }
}
