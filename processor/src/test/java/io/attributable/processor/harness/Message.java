package io.attributable.processor.harness;

import java.nio.file.Path;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * What a compiler said.
 *
 * @param file the file's name; empty if the message is about none
 * @param line its line; -1 if the message is about none
 */
public record Message(Diagnostic.Kind kind, String text, String file, long line) {

  static Message of(Diagnostic<? extends JavaFileObject> diagnostic) {
    return new Message(
        diagnostic.getKind(),
        diagnostic.getMessage(Locale.ROOT),
        name(diagnostic.getSource()),
        diagnostic.getLineNumber());
  }

  /** What stands in brackets in front of the message; the whole message if nothing does. */
  public String code() {
    return text.startsWith("[") ? text.substring(1, text.indexOf(']')) : text;
  }

  private static String name(@Nullable JavaFileObject source) {
    return source == null ? "" : Path.of(source.getName()).getFileName().toString();
  }
}
