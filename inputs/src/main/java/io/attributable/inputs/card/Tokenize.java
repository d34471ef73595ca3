package io.attributable.inputs.card;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** How ids are made of a text. Immutable, safe for any number of threads. */
public sealed interface Tokenize {
  /** The file that has the tokens. */
  Path file();

  /** How tokens become a row. */
  TokenFit fit();

  /**
   * Whole words or characters, whose ids a vocabulary has.
   *
   * @param file a token per line, whose ids count from {@code firstId}, or a JSON object of ids by
   *     token, to which {@code firstId} is added
   * @param split what a token is
   * @param lower whether capitals are made small
   * @param stripPunctuation whether the characters {@code !"#$%&()*+,-./:;<=>?@[\]^_`{|}~'} are
   *     removed before
   * @param firstId of the vocabulary
   * @param unknown the token that stands for unknown ones; empty for an error
   * @param start a token in front of each text; empty for none
   * @param end a token behind each text; empty for none
   */
  record Vocabulary(
      Path file,
      Split split,
      boolean lower,
      boolean stripPunctuation,
      long firstId,
      Optional<String> unknown,
      Optional<String> start,
      Optional<String> end,
      TokenFit fit)
      implements Tokenize {
    /** Requires what it holds. */
    public Vocabulary {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(split, "split");
      Objects.requireNonNull(unknown, "unknown");
      Objects.requireNonNull(start, "start");
      Objects.requireNonNull(end, "end");
      Objects.requireNonNull(fit, "fit");
    }
  }

  /**
   * What a trained tokenizer makes of it: pieces of words, and special tokens around them.
   *
   * @param file a {@code tokenizer.json} of Hugging Face's tokenizers, or BERT's {@code vocab.txt}
   * @param lower for {@code vocab.txt}, whether the model is an uncased one; empty for {@code
   *     tokenizer.json}, which says so itself
   */
  record Tokenizer(Path file, Optional<Boolean> lower, TokenFit fit) implements Tokenize {
    /** Requires what it holds. */
    public Tokenizer {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(lower, "lower");
      Objects.requireNonNull(fit, "fit");
    }
  }

  /** What a token is. */
  enum Split {
    /** What lies between white space. */
    WHITESPACE,
    /** A character (code point). */
    CHARACTER
  }
}
