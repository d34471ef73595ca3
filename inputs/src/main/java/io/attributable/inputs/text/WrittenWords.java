package io.attributable.inputs.text;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text as they are written: runs of letters and digits, and each other character,
 * such as a punctuation mark or a picture, that is no white space. Ideographs are words each, as
 * nothing stands between them.
 */
public final class WrittenWords {
  /** What stands for no word. */
  public static final int NONE = -1;

  /**
   * Accents and signs without width go with what they follow; pictures of several signs are one.
   */
  private static final Pattern WORD =
      Pattern.compile(
          "\\p{IsIdeographic}[\\p{M}\\p{Cf}]*"
              + "|[\\p{L}\\p{N}\\p{M}[\\p{Cf}&&[^\\u200B]]&&[^\\p{IsIdeographic}]]+"
              + "|(?![\\p{Z}\\p{Cc}\\p{Cf}])\\X");

  private WrittenWords() {}

  /** By char of a text, the number of its word from 0 on, {@link #NONE} for white space. */
  public static int[] of(String text) {
    int[] numbers = new int[text.length()];
    Arrays.fill(numbers, NONE);
    Matcher words = WORD.matcher(text);
    for (int number = 0; words.find(); number++) {
      Arrays.fill(numbers, words.start(), words.end(), number);
    }
    return numbers;
  }
}
