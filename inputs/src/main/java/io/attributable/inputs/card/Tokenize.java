package io.attributable.inputs.card;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How ids are made of a text by a vocabulary. Immutable, safe for any number of threads.
 *
 * @param vocabulary a file with a token per line, whose ids count from {@code firstId}, or a JSON
 *     object of ids by token, to which {@code firstId} is added
 * @param split what a token is
 * @param lower whether capitals are made small
 * @param stripPunctuation whether the characters {@code !"#$%&()*+,-./:;<=>?@[\]^_`{|}~'} are
 *     removed before
 * @param firstId of the vocabulary
 * @param unknown the token that stands for unknown ones; empty for an error
 * @param start a token in front of each text; empty for none
 * @param end a token behind each text; empty for none
 * @param padding the id that fills up
 * @param padFront whether padding is in front
 * @param length how many ids there are; empty for the signature's, or the longest text
 */
public record Tokenize(
    Path vocabulary,
    Split split,
    boolean lower,
    boolean stripPunctuation,
    long firstId,
    Optional<String> unknown,
    Optional<String> start,
    Optional<String> end,
    long padding,
    boolean padFront,
    Optional<Integer> length) {
  /** Requires what it holds. */
  public Tokenize {
    Objects.requireNonNull(vocabulary, "vocabulary");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(unknown, "unknown");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(end, "end");
    Objects.requireNonNull(length, "length");
  }

  /** What a token is. */
  public enum Split {
    /** What lies between white space. */
    WHITESPACE,
    /** A character (code point). */
    CHARACTER
  }
}
