package io.attributable.pictures;

/** Steps gathered to as many bins as there are pixels, or a bin for each step. */
final class Bins {
  private final int steps;
  private final int count;

  Bins(int steps, int most) {
    this.steps = steps;
    this.count = Math.min(steps, most);
  }

  int count() {
    return count;
  }

  /** The first step of a bin. */
  int start(int bin) {
    return (int) ((long) bin * steps / count);
  }

  /** The value of a bin with the largest magnitude; one that is no number goes before all. */
  double loudest(double[] values, int bin) {
    double loudest = 0;
    for (int i = start(bin); i < start(bin + 1); i++) {
      if (!Double.isFinite(values[i])) {
        return values[i];
      }
      if (Math.abs(values[i]) > Math.abs(loudest)) {
        loudest = values[i];
      }
    }
    return loudest;
  }

  /** What the values of a bin add up to. */
  double sum(double[] values, int bin) {
    double sum = 0;
    for (int i = start(bin); i < start(bin + 1); i++) {
      sum += values[i];
    }
    return sum;
  }
}
