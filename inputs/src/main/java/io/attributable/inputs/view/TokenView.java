package io.attributable.inputs.view;

import java.util.Objects;

/**
 * A token that was fed. Immutable, safe for any number of threads.
 *
 * @param text as it stands in the vocabulary; of an unknown one as it stands in the text
 * @param id what the model got
 * @param position of the id along the input's last dimension
 * @param start where it begins in the text, in chars; equal to {@code end} if it is not in the text
 * @param end behind its last char
 * @param known whether the vocabulary has it
 */
public record TokenView(String text, long id, int position, int start, int end, boolean known) {
  /** Requires the text. */
  public TokenView {
    Objects.requireNonNull(text, "text");
  }
}
