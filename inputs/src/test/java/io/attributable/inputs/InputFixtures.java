package io.attributable.inputs;

import io.attributable.TensorShape;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.source.Content;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.npy.NpyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.NdArray;

/** The files that tools/inputs/make.py made, and signatures to read them for. */
public final class InputFixtures {
  private static final Path FOLDER = Path.of(System.getProperty("fixtures.dir"), "inputs");

  private InputFixtures() {}

  public static Path path(String name) {
    return FOLDER.resolve(name);
  }

  public static Content file(String name) {
    return new Content.File(path(name));
  }

  /** All numbers of a golden array, unsigned. */
  public static double[] golden(String name) {
    try {
      return numbers(NpyReader.read(path(name + ".npy")).values());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All numbers of an array; bytes are unsigned. */
  public static double[] numbers(NdArray<?> array) {
    List<Double> numbers = new ArrayList<>();
    array.scalars().forEach(scalar -> numbers.add(number(scalar.getObject())));
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double number(Object value) {
    return value instanceof Byte one ? one & 0xFF : ((Number) value).doubleValue();
  }

  /** The greatest difference of two lists of numbers. */
  public static double distance(double[] one, double[] other) {
    if (one.length != other.length) {
      return Double.POSITIVE_INFINITY;
    }
    double most = 0;
    for (int i = 0; i < one.length; i++) {
      most = Math.max(most, Math.abs(one[i] - other[i]));
    }
    return most;
  }

  public static TensorDescription tensor(String name, String dtype, long... shape) {
    return new TensorDescription(name, dtype, TensorShape.of(shape));
  }

  public static NamedTensor named(String name, String dtype, long... shape) {
    return new NamedTensor(tensor(name, dtype, shape));
  }

  public static SignatureDescription signature(TensorDescription... inputs) {
    return new SignatureDescription(
        "serving_default",
        List.of(inputs),
        List.of(tensor("scores", "float32", -1, 3), tensor("one", "float32", -1, 1)));
  }
}
