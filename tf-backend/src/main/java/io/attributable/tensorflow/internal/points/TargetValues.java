package io.attributable.tensorflow.internal.points;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.request.TargetElements;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Picks the explained values of outputs on the Java heap. */
public final class TargetValues {
  private final double[] output;
  private final Shape shape;
  private final int points;

  /**
   * Reads an output.
   *
   * @param output {@code [points · examples, …]}
   * @throws AttributionException OUTPUT_WITHOUT_EXAMPLES
   */
  public TargetValues(AttributedTensor output, long examples) {
    Shape all = output.values().shape();
    if (all.numDimensions() == 0 || all.get(0) % examples != 0) {
      throw new AttributionException(
          ErrorCode.OUTPUT_WITHOUT_EXAMPLES, output.name(), Types.text(all));
    }
    this.output = FloatingPointValues.of(output);
    this.shape = all.tail().prepend(examples);
    this.points = Math.toIntExact(all.get(0) / examples);
  }

  /** The shape of what the examples of one point have. */
  public Shape shape() {
    return shape;
  }

  /** How many points there are. */
  public int points() {
    return points;
  }

  private int examples() {
    return (int) shape.get(0);
  }

  private int width() {
    return Math.toIntExact(shape.tail().size());
  }

  /** Where the values of an example begin. */
  private int begin(int point, int example) {
    return (point * examples() + example) * width();
  }

  /** By example, the explained value at a point. */
  public double[] at(int point, Target target) {
    double[] values = new double[examples()];
    for (int i = 0; i < values.length; i++) {
      values[i] = TargetElements.terms(target, i, shape).of(output, begin(point, i));
    }
    return values;
  }

  /** The index of each example's largest value at a point; the first one where several tie. */
  public Target predicted(int point) {
    List<int[]> indices = new ArrayList<>();
    for (int i = 0; i < examples(); i++) {
      indices.add(largest(begin(point, i)));
    }
    return Target.perExampleIndex(indices.toArray(int[][]::new));
  }

  private int[] largest(int begin) {
    int best = 0;
    for (int i = 1; i < width(); i++) {
      best = output[begin + i] > output[begin + best] ? i : best;
    }
    int[] index = new int[shape.numDimensions() - 1];
    int rest = best;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      int size = Math.toIntExact(shape.get(axis + 1));
      index[axis] = rest % size;
      rest /= size;
    }
    return index;
  }
}
