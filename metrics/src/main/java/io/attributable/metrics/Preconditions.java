package io.attributable.metrics;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;

/** What metrics cannot do without. */
final class Preconditions {
  private Preconditions() {}

  static void finite(String metric, double[] attributions) {
    for (int i = 0; i < attributions.length; i++) {
      if (!Double.isFinite(attributions[i])) {
        throw refused(
            metric,
            "attributions that are not finite",
            "element %d is %s".formatted(i, attributions[i]),
            "Explain at an input and with a method that give finite numbers.");
      }
    }
  }

  static void features(String metric, int least, int count) {
    if (count < least) {
      throw refused(
          metric,
          count == 1 ? "1 feature" : count + " features",
          "it compares at least " + least,
          "Explain inputs with more elements, or group them less.");
    }
  }

  static void samples(String metric, int least, int count) {
    if (count < least) {
      throw refused(
          metric,
          count == 1 ? "1 sample" : count + " samples",
          "it needs at least " + least,
          "Take more samples.");
    }
  }

  static void steps(String metric, int steps) {
    if (steps < 1) {
      throw refused(metric, steps + " steps", "a curve has at least 1", "Take at least one step.");
    }
  }

  static void fraction(String metric, String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw refused(
          metric,
          name + " " + value,
          "it must be above 0 and below 1",
          "Take a part of the features, such as 0.2.");
    }
  }

  static void positive(String metric, String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw refused(
          metric, name + " " + value, "it must be a number above 0", "Take one such as 0.02.");
    }
  }

  static AttributionException refused(String metric, String what, String why, String remedy) {
    return AttributionException.withRemedy(
        ErrorCode.METRIC_NOT_APPLICABLE, remedy, "Metric \"" + metric + "\"", what, why);
  }
}
