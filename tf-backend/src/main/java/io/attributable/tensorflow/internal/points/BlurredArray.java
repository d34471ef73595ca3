package io.attributable.tensorflow.internal.points;

import io.attributable.GaussianBlur;
import java.util.List;
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
    double[] kernel = kernel(blur.sigma());
    BlurredArray blurred = new BlurredArray(values(array), array.shape());
    axes.forEach(axis -> blurred.blur(axis, kernel));
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

  /** Half of it: the weights from the centre outwards. */
  private static double[] kernel(double sigma) {
    int radius = (int) (TRUNCATE * sigma + 0.5);
    double[] kernel = new double[radius + 1];
    double sum = 0;
    for (int i = 0; i <= radius; i++) {
      kernel[i] = Math.exp(-0.5 * i * i / (sigma * sigma));
      sum += i == 0 ? kernel[i] : 2 * kernel[i];
    }
    for (int i = 0; i <= radius; i++) {
      kernel[i] /= sum;
    }
    return kernel;
  }

  private void blur(int axis, double[] kernel) {
    int size = Math.toIntExact(shape.get(axis));
    int stride = 1;
    for (int i = axis + 1; i < shape.numDimensions(); i++) {
      stride *= (int) shape.get(i);
    }
    double[] line = new double[size];
    for (int begin = 0; begin < values.length; begin += size * stride) {
      for (int offset = begin; offset < begin + stride; offset++) {
        for (int i = 0; i < size; i++) {
          line[i] = values[offset + i * stride];
        }
        for (int i = 0; i < size; i++) {
          values[offset + i * stride] = at(line, i, kernel);
        }
      }
    }
  }

  private static double at(double[] line, int i, double[] kernel) {
    double sum = kernel[0] * line[i];
    for (int k = 1; k < kernel.length; k++) {
      sum += kernel[k] * (line[within(i - k, line.length)] + line[within(i + k, line.length)]);
    }
    return sum;
  }

  /** Mirrored at the borders, the element there being repeated: (d c b a | a b c d | d c b a). */
  private static int within(int i, int size) {
    if (i >= 0 && i < size) {
      return i;
    }
    int at = Math.floorMod(i, 2 * size);
    return at < size ? at : 2 * size - 1 - at;
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
