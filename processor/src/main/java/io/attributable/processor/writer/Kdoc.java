package io.attributable.processor.writer;

/** Writes text of a model into Kotlin's documentation. */
final class Kdoc {
  private Kdoc() {}

  /** The text as code; what would end the code or the comment, or begin another, is replaced. */
  static String code(String text) {
    String line = text.replaceAll("\\s+", " ").replace('`', '\'');
    return "`" + line.replace("*/", "*∕").replace("/*", "∕*") + "`";
  }
}
