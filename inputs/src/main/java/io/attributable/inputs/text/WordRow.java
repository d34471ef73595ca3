package io.attributable.inputs.text;

import io.attributable.inputs.view.TextExample;
import io.attributable.inputs.view.TokenView;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which tokens of a text are one word. Tokens of the same word are, and a token of several words
 * makes these one; what is not in the text, or is white space, is on its own; padding is together.
 */
public final class WordRow {
  private static final int PADDING = Integer.MIN_VALUE;

  private final int[] words;

  /** By word, whether it is one with the word before. */
  private final boolean[] joined;

  private WordRow(TextExample text) {
    this.words = WrittenWords.of(text.text());
    this.joined = new boolean[Arrays.stream(words).max().orElse(WrittenWords.NONE) + 1];
    for (TokenView token : text.tokens()) {
      int[] covered = covered(token);
      for (int i = 1; i < covered.length; i++) {
        joined[covered[i]] = true;
      }
    }
  }

  /** By position, the number of the word from 0 on, in the order of the positions. */
  public static long[] of(TextExample text) {
    return new WordRow(text).numbers(text);
  }

  /** The words that a token has a character of. */
  private int[] covered(TokenView token) {
    return Arrays.stream(words, token.start(), token.end())
        .filter(word -> word != WrittenWords.NONE)
        .distinct()
        .toArray();
  }

  private long[] numbers(TextExample text) {
    int[] keys = new int[text.length()];
    Arrays.fill(keys, PADDING);
    for (TokenView token : text.tokens()) {
      int[] covered = covered(token);
      keys[token.position()] = covered.length == 0 ? -1 - token.position() : first(covered[0]);
    }
    Map<Integer, Long> numbers = new HashMap<>();
    return Arrays.stream(keys)
        .mapToLong(key -> numbers.computeIfAbsent(key, unused -> (long) numbers.size()))
        .toArray();
  }

  /** The first of the words that are one. */
  private int first(int word) {
    int first = word;
    while (joined[first]) {
      first--;
    }
    return first;
  }
}
