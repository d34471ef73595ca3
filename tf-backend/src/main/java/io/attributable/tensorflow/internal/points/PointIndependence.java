package io.attributable.tensorflow.internal.points;

import io.attributable.AttributedTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/**
 * Whether a model may be evaluated for several points at once: rows of a batch must not influence
 * one another. Kept for each kind of examples, by their shapes, once it could be told. Safe for any
 * number of threads.
 */
public final class PointIndependence {
  private static final int MOST_KEPT = 64;

  /** Kernels round differently for other sizes; influences are larger by far. */
  private static final double ROUNDING = 1e-3;

  private static final double ROUNDING_OF_HALVES = 2e-2;

  /** How many times the rounding two points' outputs have to differ by to tell something. */
  private static final double TELLING = 10;

  private final Map<Map<String, Shape>, Boolean> verdicts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Map<String, Shape>, Boolean> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /** Evaluates outputs at points. */
  interface Outputs {
    /** Those at the input, the baseline and the input again, together. */
    List<AttributedTensor> together();
  }

  /**
   * Whether points may be evaluated together.
   *
   * @param inputs the shapes of what is fed
   * @param at the tensors at the input alone
   * @param atBaseline the same at the baseline
   */
  boolean of(
      Map<String, Shape> inputs,
      List<AttributedTensor> at,
      List<AttributedTensor> atBaseline,
      Outputs outputs) {
    synchronized (verdicts) {
      Boolean known = verdicts.get(inputs);
      if (known != null) {
        return known;
      }
    }
    List<AttributedTensor> together = outputs.together();
    boolean independent = true;
    boolean telling = false;
    for (int i = 0; i < at.size(); i++) {
      DoubleNdArray one = at.get(i).doubles();
      DoubleNdArray other = atBaseline.get(i).doubles();
      double rounding = rounding(at.get(i));
      independent &= isRowsOf(together.get(i).doubles(), one, other, rounding);
      telling |= differs(one, other, TELLING * rounding);
    }
    if (!independent || telling) {
      synchronized (verdicts) {
        verdicts.put(inputs, independent);
      }
    }
    return independent;
  }

  private static double rounding(AttributedTensor tensor) {
    return switch (tensor.elementType()) {
      case FLOAT16, BFLOAT16 -> ROUNDING_OF_HALVES;
      case FLOAT32, FLOAT64 -> ROUNDING;
    };
  }

  private static boolean isRowsOf(
      DoubleNdArray three, DoubleNdArray one, DoubleNdArray other, double rounding) {
    if (one.rank() == 0
        || three.rank() != one.rank()
        || other.rank() != one.rank()
        || three.shape().get(0) != 2 * one.shape().get(0) + other.shape().get(0)
        || !three.shape().tail().equals(one.shape().tail())) {
      return false;
    }
    long rows = one.shape().get(0);
    double bound = rounding * Math.max(largest(one), largest(other));
    for (long i = 0; i < rows; i++) {
      if (!close(three.get(i), one.get(i), bound)
          || !close(three.get(rows + i), other.get(i), bound)
          || !close(three.get(2 * rows + i), one.get(i), bound)) {
        return false;
      }
    }
    return true;
  }

  private static boolean close(DoubleNdArray one, DoubleNdArray other, double bound) {
    if (one.rank() == 0) {
      return close(one.getDouble(), other.getDouble(), bound);
    }
    var others = other.scalars().iterator();
    for (DoubleNdArray value : one.scalars()) {
      if (!close(value.getDouble(), others.next().getDouble(), bound)) {
        return false;
      }
    }
    return true;
  }

  private static boolean close(double one, double other, double bound) {
    return Double.compare(one, other) == 0 || Math.abs(one - other) <= bound;
  }

  private static boolean differs(DoubleNdArray one, DoubleNdArray other, double part) {
    return one.shape().equals(other.shape())
        && !close(one, other, part * Math.max(largest(one), largest(other)));
  }

  private static double largest(NdArray<?> values) {
    double largest = 0;
    for (DoubleNdArray value : ((DoubleNdArray) values).scalars()) {
      double size = Math.abs(value.getDouble());
      largest = Double.isFinite(size) ? Math.max(largest, size) : largest;
    }
    return largest;
  }
}
