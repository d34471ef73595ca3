package io.attributable.inputs.text;

import io.attributable.inputs.card.Tokenize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a text into tokens, and knows where they stand. */
final class Words {
  /** What Keras's text vectorisation strips. */
  private static final String PUNCTUATION = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'";

  private final Tokenize.Vocabulary how;

  Words(Tokenize.Vocabulary how) {
    this.how = how;
  }

  /**
   * A token.
   *
   * @param text as vocabularies have it
   * @param start in the text, in chars
   * @param end behind its last char
   */
  record Word(String text, int start, int end) {}

  List<Word> of(String text) {
    return how.split() == Tokenize.Split.CHARACTER ? characters(text) : words(text);
  }

  private List<Word> characters(String text) {
    List<Word> found = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = at + Character.charCount(text.codePointAt(at));
      add(found, text, at, end);
      at = end;
    }
    return found;
  }

  private List<Word> words(String text) {
    List<Word> found = new ArrayList<>();
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || Character.isWhitespace(text.charAt(at))) {
        if (at > start) {
          add(found, text, start, at);
        }
        start = at + 1;
      }
    }
    return found;
  }

  private void add(List<Word> found, String text, int start, int end) {
    String word = text.substring(start, end);
    word = how.lower() ? word.toLowerCase(Locale.ROOT) : word;
    if (how.stripPunctuation()) {
      StringBuilder kept = new StringBuilder();
      word.chars().filter(c -> PUNCTUATION.indexOf(c) < 0).forEach(c -> kept.append((char) c));
      word = kept.toString();
    }
    if (!word.isEmpty()) {
      found.add(new Word(word, start, end));
    }
  }
}
