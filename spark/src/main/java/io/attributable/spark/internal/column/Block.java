package io.attributable.spark.internal.column;

import java.lang.reflect.Array;
import org.tensorflow.ndarray.Shape;

/** What one row has for one input: an array of Java's, the last dimension running fastest. */
public final class Block {
  private final String input;
  private final Shape shape;
  private final Object values;

  /**
   * Values of a row.
   *
   * @param shape without the dimension of the examples
   * @param values an array of the input's type, such as {@code float[]}; not copied
   */
  public Block(String input, Shape shape, Object values) {
    this.input = input;
    this.shape = shape;
    this.values = values;
  }

  /** The name of the signature's input. */
  public String input() {
    return input;
  }

  /** Without the dimension of the examples. */
  public Shape shape() {
    return shape;
  }

  /** Whether rows with the other can be explained in one run. */
  public boolean fits(Block other) {
    return input.equals(other.input)
        && shape.equals(other.shape)
        && values.getClass() == other.values.getClass();
  }

  /** How many elements there are. */
  int length() {
    return Array.getLength(values);
  }

  /** An array of the same type for so many rows. */
  Object newArray(int rows) {
    return Array.newInstance(
        values.getClass().getComponentType(), Math.multiplyExact(rows, length()));
  }

  /** Copies the elements to their place in a batch. */
  @SuppressWarnings("SuspiciousSystemArraycopy") // Both are arrays of the same type.
  void copyTo(Object batch, int row) {
    System.arraycopy(values, 0, batch, row * length(), length());
  }
}
