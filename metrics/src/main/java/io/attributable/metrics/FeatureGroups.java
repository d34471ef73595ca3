package io.attributable.metrics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Which elements of an input are one feature: present or absent together, such as the channels of a
 * pixel. Immutable, safe for any number of threads.
 */
public final class FeatureGroups {
  private final int[] ids;
  private final int count;

  private FeatureGroups(int[] ids, int count) {
    this.ids = ids;
    this.count = count;
  }

  /** Each element is a feature. */
  public static FeatureGroups each(int elements) {
    return new FeatureGroups(IntStream.range(0, elements).toArray(), elements);
  }

  /** So many elements that follow each other are a feature, such as the channels of a pixel. */
  public static FeatureGroups runs(int elements, int length) {
    if (length < 1 || elements % length != 0) {
      throw new IllegalArgumentException(elements + " elements are no runs of " + length);
    }
    return new FeatureGroups(
        IntStream.range(0, elements).map(i -> i / length).toArray(), elements / length);
  }

  /**
   * A picture {@code [height, width, channels]} is cut into rows and columns of features, so many
   * of each, or fewer where it is smaller (xplique's {@code grid_size}).
   */
  public static FeatureGroups grid(int height, int width, int channels, int cells) {
    int rows = Math.min(cells, height);
    int columns = Math.min(cells, width);
    int[] ids = new int[height * width * channels];
    for (int i = 0; i < ids.length; i++) {
      int pixel = i / channels;
      long row = (long) (pixel / width) * rows / height;
      long column = (long) (pixel % width) * columns / width;
      ids[i] = (int) (row * columns + column);
    }
    return new FeatureGroups(ids, rows * columns);
  }

  /**
   * By element the number of its feature (captum's {@code feature_mask}).
   *
   * @throws IllegalArgumentException if a number from 0 to the largest has no element
   */
  public static FeatureGroups of(int... ids) {
    Objects.requireNonNull(ids, "ids");
    int count = Arrays.stream(ids).max().orElse(-1) + 1;
    BitSet seen = new BitSet();
    Arrays.stream(ids).forEach(seen::set);
    if (seen.cardinality() != count) {
      throw new IllegalArgumentException(
          "no element is of feature " + seen.nextClearBit(0) + ", but of feature " + (count - 1));
    }
    return new FeatureGroups(ids.clone(), count);
  }

  /** The features of several inputs behind each other. */
  public static FeatureGroups joined(FeatureGroups one, FeatureGroups other) {
    int[] ids = Arrays.copyOf(one.ids, one.ids.length + other.ids.length);
    for (int i = 0; i < other.ids.length; i++) {
      ids[one.ids.length + i] = one.count + other.ids[i];
    }
    return new FeatureGroups(ids, one.count + other.count);
  }

  /** How many elements there are. */
  public int elements() {
    return ids.length;
  }

  /** How many features there are. */
  public int count() {
    return count;
  }

  /** The feature of an element. */
  int of(int element) {
    return ids[element];
  }

  /** By feature, the sum of the attributions of its elements. */
  public double[] sums(double[] attributions) {
    double[] sums = new double[count];
    for (int i = 0; i < ids.length; i++) {
      sums[ids[i]] += attributions[i];
    }
    return sums;
  }
}
