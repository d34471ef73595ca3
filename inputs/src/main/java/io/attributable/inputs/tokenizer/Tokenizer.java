package io.attributable.inputs.tokenizer;

import java.util.List;

/**
 * Cuts texts into tokens. Safe for any number of threads; what it owns outside of the heap is freed
 * when it is no longer reachable.
 */
public interface Tokenizer {
  /**
   * The tokens of a text, with those that are added around them, in their order.
   *
   * @param text without halves of surrogate pairs
   * @throws IllegalArgumentException if the tokenizer fails; the message says why
   */
  List<Token> encode(String text);
}
