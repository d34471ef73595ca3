package io.attributable.server;

import io.attributable.AttributionMethod;
import io.attributable.Smoothing;
import io.attributable.requests.ExplainOptions;
import java.util.stream.Stream;

/**
 * Refuses requests that would have a model run for hours: a deadline ends the wait for them, not
 * what they run.
 *
 * @param most points at which the model is evaluated for an example
 */
record EvaluationLimit(int most) {
  private static final int TOO_LARGE = 413;

  /**
   * Checks steps times samples.
   *
   * @throws HttpProblem 413
   */
  void check(ExplainOptions options) {
    double points =
        points(options.method()) * options.smoothing().map(Smoothing::samples).orElse(1);
    if (points > most) {
      throw HttpProblem.refused(
          TOO_LARGE,
          "it asks for %.0f evaluations of the model for each example, and %d are the most"
              .formatted(points, most),
          "Ask for fewer steps or samples, or give the server a larger limit.");
    }
  }

  private static double points(AttributionMethod method) {
    return Stream.of("steps", "samples")
        .map(name -> method.parameters().get(name))
        .filter(Number.class::isInstance)
        .mapToDouble(number -> Math.max(1, ((Number) number).doubleValue()))
        .reduce(1, (product, factor) -> product * factor);
  }
}
