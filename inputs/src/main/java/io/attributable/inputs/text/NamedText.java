package io.attributable.inputs.text;

import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;

/**
 * A text, and where it comes from.
 *
 * @param origin a file's name, or {@code request}
 */
public record NamedText(String origin, String text) {
  private static final String REQUEST = "request";

  /** A text that a request has. */
  public static NamedText of(String text) {
    return new NamedText(REQUEST, text);
  }

  /**
   * The text of a file; the line break at its end, which editors write, is not a part of it.
   *
   * @throws io.attributable.AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE
   */
  public static NamedText read(Content content, String role, ReadLimits limits) {
    String text = new NamedFile(content, role).text(limits);
    return new NamedText(content.name(), text.replaceFirst("\\r?\\n\\z", ""));
  }
}
