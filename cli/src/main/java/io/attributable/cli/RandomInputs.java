package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.TensorShape;
import io.attributable.graph.tensor.Dtype;
import io.attributable.graph.tensor.JavaArray;
import io.attributable.graph.tensor.Types;
import io.attributable.model.TensorDescription;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Generates random inputs, uniform from 0 to 1. Only floating-point inputs can be generated. */
final class RandomInputs {
  /** What a Java array holds. */
  private static final double LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final List<ShapeOption> shapes;
  private final int batch;
  private final SplittableRandom random;

  /**
   * Makes inputs up.
   *
   * @param batch how many examples there are where their number is open
   */
  RandomInputs(List<ShapeOption> shapes, int batch, long seed) {
    this.shapes = shapes;
    this.batch = batch;
    this.random = new SplittableRandom(seed);
  }

  /** An input, if its type and shape let one be made up. */
  Optional<NdArray<?>> make(TensorDescription input) {
    return isFloat(input)
        ? shape(input).map(shape -> numbers(dtype(input), shape))
        : Optional.empty();
  }

  /** The same, but with zeros for integers: enough where only the time counts. */
  Optional<NdArray<?>> makeOrFill(TensorDescription input) {
    return isFloat(input) ? make(input) : shape(input).flatMap(shape -> zeros(input, shape));
  }

  private static boolean isFloat(TensorDescription input) {
    return dtype(input).filter(dtype -> Types.isFloat(dtype.type())).isPresent();
  }

  private static Optional<Dtype> dtype(TensorDescription input) {
    return Dtype.named(input.dtype());
  }

  private static Optional<NdArray<?>> zeros(TensorDescription input, Shape shape) {
    return dtype(input)
        .filter(dtype -> dtype.array() != JavaArray.BYTES)
        .map(dtype -> dtype.array().zeros(dtype.carried(shape)));
  }

  private Optional<Shape> shape(TensorDescription input) {
    Optional<Shape> wanted =
        shapes.stream()
            .filter(option -> option.name().equals(input.name()))
            .map(ShapeOption::shape)
            .findFirst();
    Optional<Shape> shape =
        wanted.isPresent() || input.shape().dimensions().isEmpty()
            ? wanted
            : Optional.of(closed(input.shape().toShape()));
    shape.ifPresent(made -> requireMemory(input, made));
    return shape;
  }

  private static void requireMemory(TensorDescription input, Shape shape) {
    double elements = LongStream.of(shape.asArray()).asDoubleStream().reduce(1, (a, b) -> a * b);
    int width = dtype(input).map(dtype -> Math.max(1, Types.bytes(dtype.type()))).orElse(1);
    double most = Math.min(LONGEST_ARRAY, Runtime.getRuntime().maxMemory() / (double) width);
    if (elements > most) {
      throw new AttributionException(
          ErrorCode.USAGE,
          String.format(
              Locale.ROOT,
              "Input \"%s\" cannot be made up as %s: this JVM holds %.0f numbers of it at most",
              input.name(),
              TensorShape.of(shape),
              most),
          "attributable");
    }
  }

  /** With 1 for unknown dimensions other than the batch. */
  private Shape closed(Shape open) {
    long[] lengths = open.asArray();
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 0) {
        lengths[i] = i == 0 ? batch : 1;
      }
    }
    return Shape.of(lengths);
  }

  private NdArray<?> numbers(Optional<Dtype> dtype, Shape shape) {
    if (dtype.equals(Optional.of(Dtype.FLOAT64))) {
      DoubleNdArray doubles = NdArrays.ofDoubles(shape);
      doubles.scalars().forEach(scalar -> scalar.setDouble(random.nextDouble()));
      return doubles;
    }
    FloatNdArray floats = NdArrays.ofFloats(shape);
    floats.scalars().forEach(scalar -> scalar.setFloat((float) random.nextDouble()));
    return floats;
  }
}
