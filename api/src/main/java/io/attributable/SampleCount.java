package io.attributable;

import java.util.Optional;

/** How many samples may be asked for. */
final class SampleCount {
  /** As many as a path may have points: their weights are arrays. */
  private static final int MOST = 10_000_000;

  private SampleCount() {}

  /** What is wrong with a number of samples, in words that follow it; empty if nothing is. */
  static Optional<String> problem(int samples) {
    if (samples < 1) {
      return Optional.of("it must be at least 1");
    }
    return samples > MOST ? Optional.of("it must be at most " + MOST) : Optional.empty();
  }

  /**
   * Requires a number that may be.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  static void require(String method, int samples) {
    problem(samples)
        .ifPresent(
            problem -> {
              throw Methods.invalid(method, "samples", samples, problem);
            });
  }
}
