package io.attributable.tensorflow.internal.verify;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Whether running a model again gives the same, but for rounding. */
final class Repeatability {
  /**
   * Threads may sum in another order each time: the error bound of a sum of 1024 terms, n times the
   * unit roundoff (Higham (2002), Accuracy and Stability of Numerical Algorithms, 2nd edition,
   * doi:10.1137/1.9780898718027, section 4.2).
   */
  private static final double SUMMING = 1024;

  /** A change this many times smaller counts as no influence. */
  private static final double FEW = 64;

  /** By how much of its size an example is changed, to see whether others change. */
  private static final double CHANGE = 0.1;

  private final TensorFunction probe;
  private final EvaluationPoint point;
  private final ExampleSlices slices;

  Repeatability(TensorFunction probe, EvaluationPoint point) {
    this.probe = probe;
    this.point = point;
    this.slices = point.slices();
  }

  /** The largest difference of the explained values between runs, slice by slice. */
  double[] spread() {
    double[] first = slices.sums(point.explained());
    double[] second = slices.sums(probe.explained(point.activation()));
    double[] third = slices.sums(probe.explained(point.activation()));
    return IntStream.range(0, first.length)
        .mapToDouble(i -> Math.max(Math.abs(first[i] - second[i]), Math.abs(second[i] - third[i])))
        .toArray();
  }

  /** The rounding error that an explained value may have. */
  double rounding(int slice) {
    double largest = IntStream.range(0, slices.count()).mapToDouble(this::value).max().orElse(0);
    return SUMMING * point.epsilon() * Math.max(value(slice), largest);
  }

  private double value(int slice) {
    return Math.abs(slices.sums(point.explained())[slice]);
  }

  /** Whether any example influences the explained value of another. */
  boolean interacts() {
    for (int bit = 1; bit < slices.count(); bit *= 2) {
      // Any two examples are on different sides of some bit.
      if (crosses(bit, 0) || crosses(bit, bit)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Changes the examples on one side of a bit and compares those on the other. Each element has its
   * own factor: a common one has no effect before a normalisation.
   */
  private boolean crosses(int bit, int side) {
    SplittableRandom random = new SplittableRandom(bit);
    double[] changed = point.activation().clone();
    for (int i = 0; i < changed.length; i++) {
      if ((i / slices.size() & bit) == side) {
        double share = CHANGE * (2 * random.nextDouble() - 1);
        changed[i] += share * (changed[i] == 0 ? 1 : changed[i]);
      }
    }
    double[] found = slices.sums(probe.explained(probe.round(changed)));
    double[] before = slices.sums(point.explained());
    return IntStream.range(0, found.length)
        .filter(i -> (i & bit) != side)
        .anyMatch(i -> Math.abs(found[i] - before[i]) > rounding(i) / FEW);
  }
}
