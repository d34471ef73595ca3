package io.attributable.tensorflow.internal.perturb;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;

/**
 * Grids of cells that are kept or not, enlarged by linear interpolation and shifted. A mask depends
 * on seed, number and shape alone.
 */
final class GridMasks {
  private final int[] shape;
  private final int cells;
  private final double probability;
  private final long seed;

  /**
   * Masks of a shape.
   *
   * @param seed of this tensor
   */
  GridMasks(Shape shape, int cells, double probability, long seed) {
    this.shape = Arrays.stream(shape.asArray()).mapToInt(Math::toIntExact).toArray();
    this.cells = cells;
    this.probability = probability;
    this.seed = seed;
  }

  int size() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** How much of each element stays, from 0 to 1. */
  float[] mask(int number) {
    SplittableRandom random = Seeds.random(seed, number);
    double[] values = new double[Math.toIntExact(Math.round(Math.pow(cells, shape.length)))];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < probability ? 1 : 0;
    }
    int before = 1;
    int behind = values.length;
    for (int size : shape) {
      behind /= cells;
      values = enlarged(values, before, behind, size, random);
      before *= size;
    }
    float[] mask = new float[values.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (float) values[i];
    }
    return mask;
  }

  /** Along one axis: to one cell more than there is room for, of which a part is taken. */
  private double[] enlarged(
      double[] values, int before, int behind, int size, SplittableRandom random) {
    int cell = (size + cells - 1) / cells;
    int shift = random.nextInt(cell);
    double scale = (double) cells / ((cells + 1) * cell);
    double[] enlarged = new double[before * size * behind];
    for (int i = 0; i < size; i++) {
      double at = Math.max(0, Math.min(cells - 1, (i + shift + 0.5) * scale - 0.5));
      int low = Math.min((int) at, cells - 2);
      double part = at - low;
      for (int b = 0; b < before; b++) {
        for (int a = 0; a < behind; a++) {
          double one = values[(b * cells + low) * behind + a];
          double next = values[(b * cells + low + 1) * behind + a];
          enlarged[(b * size + i) * behind + a] = one + part * (next - one);
        }
      }
    }
    return enlarged;
  }
}
