package io.attributable.processor.writer;

/** Escapes a model's names for Javadoc. */
final class Html {
  /** What HTML, Javadoc's tags, comments and Java's own escapes read as something else. */
  private static final String SPECIAL = "&<>\"'@{}*\\";

  private Html() {}

  /** The text, escaped and set as code. */
  static String code(String text) {
    return "<code>" + escape(text) + "</code>";
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(character -> append(escaped, character));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int character) {
    boolean plain = character >= ' ' && character <= '~' && SPECIAL.indexOf(character) < 0;
    if (plain) {
      escaped.appendCodePoint(character);
    } else {
      escaped.append("&#").append(character).append(';');
    }
  }
}
