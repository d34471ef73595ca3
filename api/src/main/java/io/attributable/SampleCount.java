package io.attributable;

import java.util.Optional;

/** How many samples may be asked for: as many as a path may have points. */
final class SampleCount {
  private SampleCount() {}

  /** What is wrong with a number of samples, in words that follow it; empty if nothing is. */
  static Optional<String> problem(int samples) {
    if (samples < 1) {
      return Optional.of("it must be at least 1");
    }
    return samples > Quadrature.MOST
        ? Optional.of("it must be at most " + Quadrature.MOST)
        : Optional.empty();
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
