package io.attributable.spark.internal.column;

import io.attributable.model.ByteExamples;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Makes the arrays of a batch of the blocks of its rows. */
public final class BatchArrays {
  private BatchArrays() {}

  /**
   * The arrays by input.
   *
   * @param rows at least one; blocks of the same inputs and shapes, in the same order
   */
  public static Map<String, NdArray<?>> of(List<List<Block>> rows) {
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    List<Block> first = rows.get(0);
    for (int i = 0; i < first.size(); i++) {
      Object all = first.get(i).newArray(rows.size());
      for (int row = 0; row < rows.size(); row++) {
        rows.get(row).get(i).copyTo(all, row);
      }
      arrays.put(first.get(i).input(), array(shape(rows.size(), first.get(i).shape()), all));
    }
    return arrays;
  }

  private static Shape shape(int rows, Shape row) {
    return Shape.of(rows).append(row);
  }

  private static NdArray<?> array(Shape shape, Object values) {
    if (values instanceof float[] floats) {
      return NdArrays.wrap(shape, DataBuffers.of(floats, false, false));
    }
    if (values instanceof double[] doubles) {
      return NdArrays.wrap(shape, DataBuffers.of(doubles, false, false));
    }
    if (values instanceof int[] ints) {
      return NdArrays.wrap(shape, DataBuffers.of(ints, false, false));
    }
    if (values instanceof long[] longs) {
      return NdArrays.wrap(shape, DataBuffers.of(longs, false, false));
    }
    if (values instanceof short[] shorts) {
      return NdArrays.wrap(shape, DataBuffers.of(shorts, false, false));
    }
    if (values instanceof byte[] bytes) {
      return NdArrays.wrap(shape, DataBuffers.of(bytes, false, false));
    }
    return values instanceof boolean[] truths
        ? NdArrays.wrap(shape, DataBuffers.of(truths, false, false))
        : ByteExamples.array(shape, Arrays.asList((byte[][]) values));
  }
}
