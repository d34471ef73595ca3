package io.attributable.tensorflow.internal.perturb;

import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/**
 * Where a window stands one after the other, the last axis moving first. The last one along an axis
 * is cut off where the tensor ends.
 */
final class WindowPlaces {
  private final int[] shape;
  private final int[] window;
  private final int[] strides;
  private final int[] counts;
  private final int count;

  /**
   * Places.
   *
   * @param window sizes, each from 1 to that of the shape
   * @param strides each from 1 to the window's size
   */
  WindowPlaces(Shape row, int[] window, int[] strides) {
    this.shape = Arrays.stream(row.asArray()).mapToInt(Math::toIntExact).toArray();
    this.window = window.clone();
    this.strides = strides.clone();
    this.counts = new int[shape.length];
    int all = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      counts[axis] = (shape[axis] - window[axis] + strides[axis] - 1) / strides[axis] + 1;
      all = Math.multiplyExact(all, counts[axis]);
    }
    this.count = all;
  }

  int count() {
    return count;
  }

  /** Where it ends, which is outside. */
  int end(int place, int axis) {
    return Math.min(begin(place, axis) + window[axis], shape[axis]);
  }

  /** Where the window begins along an axis. */
  int begin(int place, int axis) {
    int rest = place;
    for (int behind = shape.length - 1; behind > axis; behind--) {
      rest /= counts[behind];
    }
    return rest % counts[axis] * strides[axis];
  }

  /**
   * By element, the mean of what the output loses under the windows that cover it.
   *
   * @param scores those of the windows begin at {@code from}; the first one is without a window
   * @param into filled from {@code at} on, with so many numbers
   */
  void mean(double[] scores, int from, double[] into, int at, int size) {
    int[] covering = new int[size];
    for (int place = 0; place < count; place++) {
      double lost = scores[Perturbations.NOTHING] - scores[from + place];
      add(place, 0, 0, lost, into, at, covering);
    }
    for (int i = 0; i < size; i++) {
      into[at + i] /= covering[i];
    }
  }

  /** Adds to all elements of a window, along one axis after the other. */
  private void add(
      int place, int axis, int row, double lost, double[] into, int at, int[] covering) {
    if (axis == shape.length) {
      into[at + row] += lost;
      covering[row]++;
      return;
    }
    int end = end(place, axis);
    for (int i = begin(place, axis); i < end; i++) {
      add(place, axis + 1, row * shape[axis] + i, lost, into, at, covering);
    }
  }
}
