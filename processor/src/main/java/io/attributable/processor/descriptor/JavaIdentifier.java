package io.attributable.processor.descriptor;

import javax.lang.model.SourceVersion;

/** Turns the names that models use into names that Java allows. */
final class JavaIdentifier {
  private JavaIdentifier() {}

  /**
   * The name itself where Java allows it. Other characters become {@code _}, which is also put
   * before a leading digit and behind keywords and {@code wait}, a method of Object.
   */
  static String of(String name) {
    StringBuilder identifier = new StringBuilder();
    name.codePoints()
        .map(character -> Character.isJavaIdentifierPart(character) ? character : '_')
        .filter(character -> !Character.isIdentifierIgnorable(character))
        .forEach(identifier::appendCodePoint);
    if (identifier.isEmpty() || !Character.isJavaIdentifierStart(identifier.codePointAt(0))) {
      identifier.insert(0, '_');
    }
    boolean taken = SourceVersion.isKeyword(identifier) || "wait".contentEquals(identifier);
    return taken ? identifier.append('_').toString() : identifier.toString();
  }

  /** The identifier with a capital first letter. */
  static String capitalized(String identifier) {
    int first = identifier.codePointAt(0);
    return new StringBuilder()
        .appendCodePoint(Character.toUpperCase(first))
        .append(identifier, Character.charCount(first), identifier.length())
        .toString();
  }
}
