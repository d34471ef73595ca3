package io.attributable.graph.write;

import java.util.stream.LongStream;

/** Sizes as the 32-bit integers that TensorFlow's shape ops default to. */
final class IntSizes {
  private IntSizes() {}

  static int[] of(long[] values) {
    return LongStream.of(values).mapToInt(Math::toIntExact).toArray();
  }
}
