package io.attributable.benchmarks;

import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.npy.NpyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;

/** What benchmarks feed: the first examples of a file beside the model, or made-up ones. */
public final class Examples {
  private static final long SEED = 7;

  /** In place of open lengths other than the batch. */
  private static final long LENGTH = 8;

  private Examples() {}

  /** An array for each input of a signature. */
  public static Map<String, NdArray<?>> of(Path model, SignatureDescription signature, int batch) {
    Path file = model.resolveSibling(model.getFileName() + ".npy");
    boolean single = signature.inputs().size() == 1;
    Map<String, NdArray<?>> examples = new LinkedHashMap<>();
    for (TensorDescription input : signature.inputs()) {
      examples.put(
          input.name(), single && Files.exists(file) ? first(file, batch) : made(input, batch));
    }
    return examples;
  }

  private static NdArray<?> first(Path file, int batch) {
    try {
      NdArray<?> all = NpyReader.read(file).values();
      if (all instanceof FloatNdArray floats) {
        return floats
            .slice(Indices.range(0, batch))
            .copyTo(NdArrays.ofFloats(batched(floats.shape(), batch)));
      }
      return ((IntNdArray) all)
          .slice(Indices.range(0, batch))
          .copyTo(NdArrays.ofInts(batched(all.shape(), batch)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Shape batched(Shape shape, int batch) {
    long[] lengths = shape.asArray();
    lengths[0] = batch;
    return Shape.of(lengths);
  }

  /** Random numbers from 0 to 1; of integers, so that they name a row of any table. */
  private static NdArray<?> made(TensorDescription input, int batch) {
    SplittableRandom random = new SplittableRandom(SEED);
    Shape shape = closed(input.shape().toShape(), batch);
    if (input.dtype().contains("float")) {
      FloatNdArray floats = NdArrays.ofFloats(shape);
      floats.scalars().forEach(scalar -> scalar.setFloat((float) random.nextDouble()));
      return floats;
    }
    if (input.dtype().equals("int64")) {
      LongNdArray longs = NdArrays.ofLongs(shape);
      longs.scalars().forEach(scalar -> scalar.setLong(random.nextInt(2)));
      return longs;
    }
    IntNdArray ints = NdArrays.ofInts(shape);
    ints.scalars().forEach(scalar -> scalar.setInt(random.nextInt(2)));
    return ints;
  }

  private static Shape closed(Shape open, int batch) {
    long[] lengths = open.asArray();
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 0) {
        lengths[i] = i == 0 ? batch : LENGTH;
      }
    }
    return Shape.of(lengths);
  }
}
