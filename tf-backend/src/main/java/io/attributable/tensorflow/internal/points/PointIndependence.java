package io.attributable.tensorflow.internal.points;

import io.attributable.AttributedTensor;
import io.attributable.tensorflow.internal.batch.RowComparison;
import io.attributable.tensorflow.internal.concurrent.RecentlyUsed;
import io.attributable.tensorflow.internal.runtime.RunErrors;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Whether a model may be evaluated for several points at once: rows of a batch must not influence
 * one another. Kept for each kind of examples, by their shapes, once it could be told. Safe for any
 * number of threads.
 */
public final class PointIndependence {
  private static final int MOST_KEPT = 64;

  private final RowComparison comparison;
  private final Map<Map<String, Shape>, Boolean> verdicts = new RecentlyUsed<>(MOST_KEPT);

  /** Knows of nothing yet. */
  public PointIndependence(RowComparison comparison) {
    this.comparison = comparison;
  }

  /** Evaluates the model at some of two points. */
  @FunctionalInterface
  public interface Outputs {
    /**
     * Evaluates them together.
     *
     * @param points each 0 or 1
     * @return tensors, of which the rows of each point stand one after the other
     */
    List<AttributedTensor> at(long... points);
  }

  /**
   * Whether points may be evaluated together. The model is run only where that is not known yet.
   *
   * @param inputs the shapes of what is fed
   */
  public boolean of(Map<String, Shape> inputs, Outputs outputs) {
    synchronized (verdicts) {
      Boolean known = verdicts.get(inputs);
      if (known != null) {
        return known;
      }
    }
    try {
      return look(inputs, outputs);
    } catch (RuntimeException e) {
      // A model may take some numbers of rows only. What else is wrong, the next run tells.
      if (RunErrors.refusal(e).isEmpty()) {
        throw e;
      }
      return keep(inputs, false);
    }
  }

  private boolean look(Map<String, Shape> inputs, Outputs outputs) {
    List<AttributedTensor> one = outputs.at(0);
    List<AttributedTensor> other = outputs.at(1);
    // In another order than from behind.
    List<AttributedTensor> together = outputs.at(0, 1, 1);
    boolean independent = true;
    boolean telling = false;
    for (int i = 0; i < one.size() && independent; i++) {
      independent = areRows(together.get(i), one.get(i), other.get(i));
      telling |= independent && tells(one.get(i), other.get(i));
    }
    return (independent && !telling) || keep(inputs, independent);
  }

  private boolean keep(Map<String, Shape> inputs, boolean independent) {
    synchronized (verdicts) {
      verdicts.put(inputs, independent);
    }
    return independent;
  }

  private boolean areRows(AttributedTensor together, AttributedTensor one, AttributedTensor other) {
    if (!haveShapesOfRows(
        together.values().shape(), one.values().shape(), other.values().shape())) {
      return false;
    }
    double[] all = FloatingPointValues.of(together);
    double[] first = FloatingPointValues.of(one);
    double[] second = FloatingPointValues.of(other);
    return comparison.agree(one.elementType(), first, all, 0)
        && comparison.agree(one.elementType(), second, all, first.length)
        && comparison.agree(one.elementType(), second, all, first.length + second.length);
  }

  private static boolean haveShapesOfRows(Shape together, Shape one, Shape other) {
    return one.numDimensions() > 0
        && one.equals(other)
        && together.numDimensions() == one.numDimensions()
        && together.get(0) == 3 * one.get(0)
        && together.tail().equals(one.tail());
  }

  private boolean tells(AttributedTensor one, AttributedTensor other) {
    return comparison.tells(
        one.elementType(), FloatingPointValues.of(one), FloatingPointValues.of(other));
  }
}
