package io.attributable;

import java.util.Optional;

/**
 * What came of one of many examples: either its attributions or why there are none.
 *
 * @param position how many examples came before it
 * @param id what the caller knows it by
 * @param explained its attributions, as a request for it alone would have them
 * @param failure why it could not be explained; others are not affected
 */
public record ExampleResult(
    long position,
    Optional<String> id,
    Optional<Attributions> explained,
    Optional<AttributionException> failure) {

  /**
   * The attributions.
   *
   * @throws AttributionException why there are none
   */
  public Attributions attributions() {
    failure.ifPresent(
        problem -> {
          throw problem;
        });
    return explained.orElseThrow();
  }
}
