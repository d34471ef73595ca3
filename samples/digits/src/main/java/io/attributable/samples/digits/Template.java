package io.attributable.samples.digits;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of HTML with places to fill in: <code>{{name}}</code> for text, which is escaped, and
 * <code>{{{name}}}</code> for HTML, which is not. Immutable.
 */
public final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\{?)(\\w+)\\}?\\}\\}");

  private final String text;

  private Template(String text) {
    this.text = text;
  }

  /** Of a text with places. */
  public static Template of(String text) {
    return new Template(text);
  }

  /** A file beside this class. */
  static Template read(String resource) {
    return of(text(Template.class, resource));
  }

  /** The text of a file beside a class. */
  public static String text(Class<?> beside, String resource) {
    try (InputStream stream = beside.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(stream, resource).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The text with every place filled.
   *
   * @throws IllegalArgumentException if a place has no value or a value no place: a misspelt name
   *     must not go by unnoticed
   */
  public String fill(Map<String, String> values) {
    Set<String> unused = new HashSet<>(values.keySet());
    String filled =
        PLACE
            .matcher(text)
            .replaceAll(place -> Matcher.quoteReplacement(value(place, values, unused)));
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("The template has no place for " + unused + ".");
    }
    return filled;
  }

  private static String value(MatchResult place, Map<String, String> values, Set<String> unused) {
    String name = place.group(2);
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The template's place " + name + " has no value.");
    }
    unused.remove(name);
    return place.group(1).isEmpty() ? escape(value) : value;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
