package io.attributable.tensorflow.cost;

import java.util.List;

/**
 * Repeated timings of one operation. Immutable, safe for any number of threads.
 *
 * @param millis at least one, in order
 */
public record Timings(List<Double> millis) {
  /** Refuses an empty list. */
  public Timings {
    if (millis.isEmpty()) {
      throw new IllegalArgumentException("no times");
    }
    millis = List.copyOf(millis);
  }

  /** The median; of an even number of timings, the mean of the two in the middle. */
  public double median() {
    return quantile(0.5);
  }

  /** The distance of the quartiles. */
  public double spread() {
    return quantile(0.75) - quantile(0.25);
  }

  private double quantile(double part) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double position = part * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
