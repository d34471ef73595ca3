package io.attributable.inputs.tokenizer;

import java.util.Objects;

/**
 * A token of a text. Immutable, safe for any number of threads.
 *
 * @param text as it stands in the vocabulary, such as {@code ##ing}
 * @param id what models get
 * @param type its segment: {@code token_type_ids}
 * @param start where it begins in the text, in chars; equal to {@code end} if it is not in the text
 * @param end behind its last char
 * @param added whether it is not in the text, but added around it, as {@code [CLS]}
 */
public record Token(String text, long id, long type, int start, int end, boolean added) {
  /** Requires the text. */
  public Token {
    Objects.requireNonNull(text, "text");
  }
}
