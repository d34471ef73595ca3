package io.attributable.tokenizers;

/** The chars of a text by its characters (code points), in which the library counts. */
final class CharIndices {
  /**
   * The index of the first char of each character, and that behind the last one; none where both
   * are the same.
   */
  private final int[] chars;

  CharIndices(String text) {
    int count = text.codePointCount(0, text.length());
    chars = count == text.length() ? new int[0] : new int[count + 1];
    int at = 0;
    for (int i = 0; i < chars.length; i++) {
      chars[i] = at;
      at = i == count ? at : text.offsetByCodePoints(at, 1);
    }
  }

  /** The index of the char at which a character begins. */
  int of(int character) {
    return chars.length == 0 ? character : chars[character];
  }
}
