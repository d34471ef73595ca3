package io.attributable.inputs.card;

import java.util.Objects;
import java.util.Optional;

/**
 * How tokens become a row of the model's length. Immutable, safe for any number of threads.
 *
 * @param padding the id that fills up; empty for the tokenizer's own, 0 for a vocabulary
 * @param pad where that id is added; empty for the tokenizer's own, the back for a vocabulary
 * @param truncate where tokens are cut off that do not fit in; empty for the tokenizer's own, the
 *     back for a vocabulary
 * @param length how many ids there are; empty for the signature's, or the longest text
 */
public record TokenFit(
    Optional<Long> padding, Optional<Side> pad, Optional<Side> truncate, Optional<Integer> length) {
  /** Requires all. */
  public TokenFit {
    Objects.requireNonNull(padding, "padding");
    Objects.requireNonNull(pad, "pad");
    Objects.requireNonNull(truncate, "truncate");
    Objects.requireNonNull(length, "length");
  }
}
