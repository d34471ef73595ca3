package io.attributable.tensorflow.rules;

import java.util.Arrays;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/** How much is known of shapes, and of numbers such as axes, before a graph runs. */
enum Knowledge {
  /** All sizes; integers are constants. */
  ALL,
  /** All but the first size of the first input; integers are constants. */
  NO_BATCH,
  /** The ranks alone. */
  RANKS,
  /** Nothing at all. */
  NOTHING;

  /** With how little TensorFlow takes an op. */
  static Stream<Knowledge> enough(OpNode node) {
    return Stream.of(values())
        .filter(known -> !Excuses.mayBeRefused(node) || OneOpGraph.canBe(node, known));
  }

  /** What is known of an input's shape. */
  Shape of(int input, Shape shape) {
    if (this == NOTHING) {
      return Shape.unknown();
    }
    long[] sizes = shape.asArray();
    if (this == RANKS) {
      Arrays.fill(sizes, Shape.UNKNOWN_SIZE);
    }
    if (this == NO_BATCH && input == 0 && sizes.length > 0) {
      sizes[0] = Shape.UNKNOWN_SIZE;
    }
    return Shape.of(sizes);
  }

  boolean ofIntegers() {
    return this == ALL || this == NO_BATCH;
  }
}
