package io.attributable.inputs.text;

import io.attributable.inputs.card.Side;
import io.attributable.inputs.card.TokenFit;
import java.util.Optional;

/**
 * How pieces become rows.
 *
 * @param padding the id that fills up; empty if nobody knows it
 * @param paddingType the segment of what fills up
 * @param pad where that is added
 * @param truncate where pieces are cut off
 * @param fixed the length of rows where the signature leaves it open; empty for the longest text
 * @param most the greatest length where the signature leaves it open; empty for any
 */
record RowFit(
    Optional<Long> padding,
    long paddingType,
    Side pad,
    Side truncate,
    Optional<Integer> fixed,
    Optional<Integer> most) {

  /** As Keras pads: zeros behind. */
  static final RowFit PLAIN =
      new RowFit(Optional.of(0L), 0, Side.BACK, Side.BACK, Optional.empty(), Optional.empty());

  /** What a card says comes first. */
  RowFit with(TokenFit said) {
    return new RowFit(
        said.padding().or(() -> padding),
        paddingType,
        said.pad().orElse(pad),
        said.truncate().orElse(truncate),
        fixed,
        most);
  }
}
