package io.attributable.inputs.image;

import io.attributable.inputs.card.ImagePreprocess.Resize;

/**
 * Which pixels along one side make which, and with what weight: as {@code tf.image.resize}, whose
 * pixels have their centres at halves.
 */
final class ResizeWeights {
  private static final int CUBIC_STEPS = 1024;
  private static final double KEYS = -0.5;

  private final int from;
  private final int to;
  private final double scale;
  private final int[] starts;
  private final double[][] weights;

  private ResizeWeights(int from, int to) {
    this.from = from;
    this.to = to;
    this.scale = (double) from / to;
    this.starts = new int[to];
    this.weights = new double[to][];
  }

  /** The weights of a side that had a length and gets another. */
  static ResizeWeights of(Resize kind, int from, int to) {
    ResizeWeights made = new ResizeWeights(from, to);
    for (int i = 0; i < to; i++) {
      switch (kind) {
        case NEAREST -> made.nearest(i);
        case BILINEAR -> made.bilinear(i);
        case ANTIALIAS -> made.antialias(i);
        case AREA -> made.area(i);
        case BICUBIC -> made.bicubic(i);
      }
    }
    return made;
  }

  int length() {
    return to;
  }

  /** The first pixel that a new one is made of. */
  int start(int at) {
    return starts[at];
  }

  /** The weights from there on; their sum is 1. */
  double[] weights(int at) {
    return weights[at];
  }

  private void nearest(int at) {
    set(at, Math.min((int) Math.floor((at + 0.5) * scale), from - 1), 1);
  }

  private void bilinear(int at) {
    double centre = (at + 0.5) * scale - 0.5;
    int floor = (int) Math.floor(centre);
    double second = centre - floor;
    if (floor < 0 || floor >= from - 1) {
      set(at, Math.max(0, Math.min(floor, from - 1)), 1);
    } else {
      set(at, floor, 1 - second, second);
    }
  }

  private void antialias(int at) {
    double radius = Math.max(scale, 1);
    double centre = (at + 0.5) * scale;
    int first = Math.max(0, (int) Math.ceil(centre - radius - 0.5));
    int last = Math.min(from - 1, (int) Math.floor(centre + radius - 0.5));
    double[] triangle = new double[last - first + 1];
    for (int i = 0; i < triangle.length; i++) {
      triangle[i] = Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / radius);
    }
    set(at, first, triangle);
  }

  private void area(int at) {
    double low = at * scale;
    double high = (at + 1) * scale;
    int first = (int) Math.floor(low);
    int last = Math.min(from, (int) Math.ceil(high)) - 1;
    double[] covered = new double[Math.max(1, last - first + 1)];
    for (int i = 0; i < covered.length; i++) {
      covered[i] = Math.min(first + i + 1, high) - Math.max(first + i, low);
    }
    set(at, first, covered);
  }

  /** Positions between pixels are rounded to a 1024th, as TensorFlow has a table of weights. */
  private void bicubic(int at) {
    double centre = (at + 0.5) * scale - 0.5;
    int floor = (int) Math.floor(centre);
    double part = Math.rint((centre - floor) * CUBIC_STEPS) / CUBIC_STEPS;
    int first = Math.max(0, floor - 1);
    int last = Math.min(from - 1, floor + 2);
    double[] cubic = new double[last - first + 1];
    for (int i = 0; i < cubic.length; i++) {
      cubic[i] = keys(Math.abs(first + i - floor - part));
    }
    set(at, first, cubic);
  }

  private static double keys(double x) {
    if (x <= 1) {
      return ((KEYS + 2) * x - (KEYS + 3)) * x * x + 1;
    }
    return x >= 2 ? 0 : ((KEYS * x - 5 * KEYS) * x + 8 * KEYS) * x - 4 * KEYS;
  }

  private void set(int at, int start, double... unscaled) {
    double sum = 0;
    for (double weight : unscaled) {
      sum += weight;
    }
    for (int i = 0; i < unscaled.length; i++) {
      unscaled[i] /= sum;
    }
    starts[at] = start;
    weights[at] = unscaled;
  }
}
