package io.attributable.tensorflow.internal.perturb;

import io.attributable.AttributionRequest;
import io.attributable.FeatureMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/**
 * Which feature each element of each tensor belongs to: numbers from 0 on, without gaps, in the
 * order of those of the mask. Immutable.
 */
final class FeatureGroups {
  private final List<Shape> shapes = new ArrayList<>();
  private final List<int[]> elements = new ArrayList<>();

  /** By row, and by tensor. */
  private final int[][][] ids;

  private final int[] counts;

  /**
   * Those of a mask.
   *
   * @throws io.attributable.AttributionException METHOD_PARAMETER
   */
  FeatureGroups(
      AttributionRequest request, FeatureMask mask, List<PerturbedTensor> tensors, int examples) {
    FeatureIds given = new FeatureIds(request, mask, tensors);
    List<FeatureIds.Numbers> numbers = new ArrayList<>();
    int rows = 1;
    for (PerturbedTensor tensor : tensors) {
      FeatureIds.Numbers ofTensor = given.of(tensor, examples);
      numbers.add(ofTensor);
      shapes.add(ofTensor.shape());
      elements.add(elements(ofTensor.shape(), tensor.row()));
      rows = Math.max(rows, ofTensor.rows().size());
    }
    this.ids = new int[rows][tensors.size()][];
    this.counts = new int[rows];
    for (int row = 0; row < rows; row++) {
      counts[row] = number(numbers, row);
    }
  }

  /** By element of a tensor, where its number stands. */
  private static int[] elements(Shape mask, Shape row) {
    int[] elements = {0};
    for (int axis = 0; axis < row.numDimensions(); axis++) {
      int size = Math.toIntExact(row.get(axis));
      int ofMask = Math.toIntExact(mask.get(axis));
      int[] more = new int[Math.multiplyExact(elements.length, size)];
      for (int i = 0; i < more.length; i++) {
        more[i] = elements[i / size] * ofMask + (ofMask == 1 ? 0 : i % size);
      }
      elements = more;
    }
    return elements;
  }

  /** Numbers the features of a row without gaps; those of single tensors follow the others. */
  private int number(List<FeatureIds.Numbers> numbers, int row) {
    long[] shared =
        numbers.stream()
            .filter(FeatureIds.Numbers::shared)
            .flatMapToLong(each -> LongStream.of(of(each, row)))
            .toArray();
    long[] known = distinct(shared);
    int next = known.length;
    for (int tensor = 0; tensor < numbers.size(); tensor++) {
      FeatureIds.Numbers each = numbers.get(tensor);
      long[] given = of(each, row);
      long[] own = each.shared() ? known : distinct(given);
      int from = each.shared() ? 0 : next;
      ids[row][tensor] =
          LongStream.of(given)
              .mapToInt(number -> from + Arrays.binarySearch(own, number))
              .toArray();
      next += each.shared() ? 0 : own.length;
    }
    return next;
  }

  private static long[] distinct(long[] numbers) {
    return LongStream.of(numbers).sorted().distinct().toArray();
  }

  private static long[] of(FeatureIds.Numbers numbers, int row) {
    return numbers.rows().get(Math.min(row, numbers.rows().size() - 1));
  }

  /** How many rows of numbers there are: one for all examples, or one for each. */
  int rows() {
    return ids.length;
  }

  /** The row of an example. */
  int row(int example) {
    return ids.length == 1 ? 0 : example;
  }

  /** How many features there are in a row. */
  int count(int row) {
    return counts[row];
  }

  /** How many features the row with the most has. */
  int most() {
    return Arrays.stream(counts).max().orElse(0);
  }

  /** The numbers of a tensor, row by row, those of each row behind those of the rows before. */
  int[] numbers(int tensor) {
    int size = ids[0][tensor].length;
    int[] all = new int[Math.multiplyExact(ids.length, size)];
    for (int row = 0; row < ids.length; row++) {
      for (int i = 0; i < size; i++) {
        all[row * size + i] = ids[row][tensor][i] + row * most();
      }
    }
    return all;
  }

  /** The shape of these numbers. */
  Shape shape(int tensor) {
    return shapes.get(tensor).prepend(ids.length);
  }

  /** Gives the elements of a tensor the values of their features. */
  void spread(double[] values, int row, int tensor, double[] into, int at) {
    int[] where = elements.get(tensor);
    for (int i = 0; i < where.length; i++) {
      into[at + i] = values[ids[row][tensor][where[i]]];
    }
  }
}
