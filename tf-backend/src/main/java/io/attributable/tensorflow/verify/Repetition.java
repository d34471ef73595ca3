package io.attributable.tensorflow.verify;

import java.util.stream.IntStream;

/** What comes of running a model again: it should be the same, but for rounding. */
final class Repetition {
  /** Threads may sum in another order each time. */
  private static final double SUMMING = 1024;

  /** By how much of its size an example is changed to see whether others follow. */
  private static final double CHANGE = 0.1;

  private final Probe probe;
  private final Point point;
  private final Slices slices;

  Repetition(Probe probe, Point point) {
    this.probe = probe;
    this.point = point;
    this.slices = point.slices();
  }

  /** How far the explained numbers are from those of other runs, slice by slice. */
  double[] spread() {
    double[] first = slices.sums(point.explained());
    double[] second = slices.sums(probe.explained(point.activation()));
    double[] third = slices.sums(probe.explained(point.activation()));
    return IntStream.range(0, first.length)
        .mapToDouble(i -> Math.max(Math.abs(first[i] - second[i]), Math.abs(second[i] - third[i])))
        .toArray();
  }

  /** What rounding may do to an explained number. */
  double rounding(int slice) {
    double largest = IntStream.range(0, slices.count()).mapToDouble(this::value).max().orElse(0);
    return SUMMING * point.epsilon() * Math.max(value(slice), largest);
  }

  private double value(int slice) {
    return Math.abs(slices.sums(point.explained())[slice]);
  }

  /** Whether the first example has any influence on the numbers of others. */
  boolean interacts() {
    double[] changed = point.activation().clone();
    for (int i = 0; i < slices.size(); i++) {
      changed[i] += CHANGE * (changed[i] == 0 ? slices.size(0, point.activation()) : changed[i]);
    }
    double[] found = slices.sums(probe.explained(probe.round(changed)));
    return IntStream.range(1, slices.count())
        .anyMatch(
            i -> Math.abs(found[i] - slices.sums(point.explained())[i]) > rounding(i) / SUMMING);
  }
}
