package io.attributable.inputs.card;

import java.util.Objects;
import java.util.Optional;

/**
 * What is done with a series or a sound of another length than the model takes. Immutable, safe for
 * any number of threads.
 *
 * @param pad where steps are added to a shorter one; empty for an error
 * @param crop where steps are cut off a longer one; empty for an error
 * @param padding the value of added steps
 */
public record SeriesFit(Optional<Side> pad, Optional<Side> crop, double padding) {
  /** Another length is an error. */
  public static final SeriesFit EXACT = new SeriesFit(Optional.empty(), Optional.empty(), 0);

  /** Requires the sides. */
  public SeriesFit {
    Objects.requireNonNull(pad, "pad");
    Objects.requireNonNull(crop, "crop");
  }
}
