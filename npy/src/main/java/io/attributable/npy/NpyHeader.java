package io.attributable.npy;

import org.tensorflow.ndarray.Shape;

/**
 * A file's header.
 *
 * @param fortranOrder whether the first dimension, not the last, varies fastest in the file
 * @param count the number of elements
 */
record NpyHeader(ElementFormat format, boolean fortranOrder, Shape shape, int count) {
  /** The longest array that every JVM can make. */
  private static final long MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private static final int MOST_DIMENSIONS = 64;

  /** Refuses what no array can hold, and text that would take memory without taking bytes. */
  static NpyHeader of(ElementFormat format, boolean fortranOrder, Shape shape) throws NpyException {
    int count = count(shape);
    if (format.type() == NpyType.COMPLEX64 || format.type() == NpyType.COMPLEX128) {
      count(shape.append(2));
    }
    if (format.size() == 0 && count > 0 && format.type() != NpyType.OBJECT) {
      throw new NpyException(NpyProblem.UNSUPPORTED_DTYPE, "of text without length");
    }
    return new NpyHeader(format, fortranOrder, shape, count);
  }

  /** The number of bytes that the elements take in the file. */
  long bytes() {
    return (long) count * format.size();
  }

  private static int count(Shape shape) throws NpyException {
    boolean tooLarge = shape.numDimensions() > MOST_DIMENSIONS;
    long count = 1;
    for (long length : shape.asArray()) {
      tooLarge |= length > MOST_ELEMENTS || (count *= length) > MOST_ELEMENTS;
      count = Math.min(count, MOST_ELEMENTS + 1);
    }
    if (tooLarge) {
      throw new NpyException(NpyProblem.TOO_LARGE, shape);
    }
    return (int) count;
  }
}
