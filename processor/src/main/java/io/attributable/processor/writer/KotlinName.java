package io.attributable.processor.writer;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes Java names so that Kotlin takes them. */
final class KotlinName {
  /** The words that Kotlin keeps to itself and Java does not. */
  private static final Set<String> KEYWORDS =
      Set.of("as", "fun", "in", "is", "object", "typealias", "typeof", "val", "var", "when");

  /** Names of underscores alone are Kotlin's too. */
  private static final Pattern PLAIN = Pattern.compile("(?!_+$)[A-Za-z_][A-Za-z0-9_]*");

  private KotlinName() {}

  /** The identifier, between backticks where Kotlin requires them. */
  static String of(String identifier) {
    boolean plain = PLAIN.matcher(identifier).matches() && !KEYWORDS.contains(identifier);
    return plain ? identifier : "`" + identifier + "`";
  }

  /** Text between quotation marks. */
  static String literal(String text) {
    return '"'
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("$", "\\$")
            .replaceAll("\\p{Cntrl}", "")
        + '"';
  }

  /** The package, part by part. */
  static String ofPackage(String name) {
    return Arrays.stream(name.split("\\.", -1))
        .map(KotlinName::of)
        .collect(Collectors.joining("."));
  }

  /** The name, with as many {@code _} behind it as it takes to differ from others. */
  static String unlike(Collection<String> others, String name) {
    return others.contains(name) ? unlike(others, name + "_") : name;
  }
}
