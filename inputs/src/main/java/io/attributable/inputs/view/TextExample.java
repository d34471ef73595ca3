package io.attributable.inputs.view;

import java.util.List;
import java.util.Objects;

/**
 * A text, and its tokens where the model gets ids. Immutable, safe for any number of threads.
 *
 * @param origin the file's name, or {@code request}
 * @param text as it was read
 * @param tokens those that were fed, without padding; none where the model gets the text
 * @param length how many ids were fed, with padding; 0 where the model gets the text
 * @param cut how many tokens did not fit in
 */
public record TextExample(String origin, String text, List<TokenView> tokens, int length, int cut) {
  /** Copies the list. */
  public TextExample {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(text, "text");
    tokens = List.copyOf(tokens);
  }

  /**
   * What the user wrote where a token stands; of one that is not in the text, what the vocabulary
   * calls it. Tokens can share a character: those of bytes do.
   */
  public String written(TokenView token) {
    return token.start() < token.end() ? text.substring(token.start(), token.end()) : token.text();
  }
}
