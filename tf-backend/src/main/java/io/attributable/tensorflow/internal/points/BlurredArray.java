package io.attributable.tensorflow.internal.points;

import io.attributable.GaussianBlur;
import io.attributable.tensorflow.internal.call.Call;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Blurs arrays along their axes, one after the other, in 64 bits. Each line of an axis is blurred
 * by itself, so that examples do not influence one another.
 *
 * <p>Source: SciPy's {@code gaussian_filter} with {@code truncate=4.0} and {@code mode="reflect"}.
 */
final class BlurredArray {
  private static final double TRUNCATE = 4;

  /**
   * In periods of the mirrored line: with wider kernels, all weights of a period are equal up to
   * the last digits of single precision.
   */
  private static final double WIDEST = 1000;

  private final double[] values;
  private final Shape shape;

  private BlurredArray(double[] values, Shape shape) {
    this.values = values;
    this.shape = shape;
  }

  /** Of an array of floating-point numbers that has the blur's axes. */
  static NdArray<?> of(NdArray<?> array, GaussianBlur blur) {
    List<Integer> axes =
        blur.axes().isEmpty()
            ? IntStream.range(1, array.rank() - 1).boxed().toList()
            : blur.axes().stream().distinct().toList();
    BlurredArray blurred = new BlurredArray(values(array), array.shape());
    axes.forEach(axis -> blurred.blur(axis, blur.sigma()));
    return blurred.like(array);
  }

  private static double[] values(NdArray<?> array) {
    double[] values = new double[Math.toIntExact(array.size())];
    if (array instanceof DoubleNdArray doubles) {
      doubles.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
    float[] narrow = new float[values.length];
    ((FloatNdArray) array).copyTo(DataBuffers.of(narrow, false, false));
    for (int i = 0; i < values.length; i++) {
      values[i] = narrow[i];
    }
    return values;
  }

  /**
   * The weights around a value. A mirrored line repeats itself, so that all weights fall on one of
   * its periods: a wide kernel takes no longer than the line is.
   */
  private static final class Kernel {
    /** From the leftmost on, of a period at most. */
    private final double[] weights;

    /** How far the leftmost lies from the value, to the right, modulo the period. */
    private final int first;

    private final int period;

    private Kernel(double[] weights, int first, int period) {
      this.weights = weights;
      this.first = first;
      this.period = period;
    }

    static Kernel of(double wanted, int period) {
      double sigma = Math.min(wanted, WIDEST * period);
      long radius = (long) (TRUNCATE * sigma + 0.5);
      double[] weights = new double[(int) Math.min(2 * radius + 1, period)];
      double sum = 0;
      for (long i = -radius; i <= radius; i++) {
        double weight = Math.exp(-0.5 * (i / sigma) * (i / sigma));
        weights[(int) ((i + radius) % period)] += weight;
        sum += weight;
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= sum;
      }
      return new Kernel(weights, Math.floorMod(-radius, period), period);
    }

    /** Mirrored at the borders, the element there being repeated: (c b a | a b c | c b a). */
    double at(double[] line, int position) {
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        int at = Math.floorMod(position + first + i, period);
        sum += weights[i] * line[at < line.length ? at : period - 1 - at];
      }
      return sum;
    }
  }

  private void blur(int axis, double sigma) {
    int size = Math.toIntExact(shape.get(axis));
    if (size == 0) {
      return;
    }
    Kernel kernel = Kernel.of(sigma, 2 * size);
    int stride = 1;
    for (int i = axis + 1; i < shape.numDimensions(); i++) {
      stride *= (int) shape.get(i);
    }
    Optional<Call> call = Call.current();
    double[] line = new double[size];
    for (int begin = 0; begin < values.length; begin += size * stride) {
      for (int offset = begin; offset < begin + stride; offset++) {
        call.ifPresent(Call::check);
        for (int i = 0; i < size; i++) {
          line[i] = values[offset + i * stride];
        }
        for (int i = 0; i < size; i++) {
          values[offset + i * stride] = kernel.at(line, i);
        }
      }
    }
  }

  private NdArray<?> like(NdArray<?> array) {
    if (array instanceof DoubleNdArray) {
      return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
    }
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return NdArrays.wrap(shape, DataBuffers.of(narrow, false, false));
  }
}
