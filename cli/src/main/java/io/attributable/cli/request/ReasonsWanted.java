package io.attributable.cli.request;

import io.attributable.Attributions;
import io.attributable.ReasonSide;
import io.attributable.Reasons;

/**
 * Which reasons a request asks for. Immutable.
 *
 * @param count how many at most, at least 1
 * @param side which contributions are reasons
 */
public record ReasonsWanted(int count, ReasonSide side) {
  /**
   * Those of results.
   *
   * @throws io.attributable.AttributionException REASONS_UNAVAILABLE, FEATURES_INVALID,
   *     ATTRIBUTION_NOT_FINITE, SEVERAL_TENSORS
   */
  public Reasons of(Attributions results) {
    return results.reasons(count, side);
  }
}
