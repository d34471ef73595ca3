package io.attributable.graph.write;

import io.attributable.graph.tensor.TensorRef;
import org.tensorflow.ndarray.Shape;

/** The static shapes of tensors that are broadcast against each other. */
public final class Broadcast {
  private Broadcast() {}

  /** The static shape of two tensors that are broadcast against each other. */
  public static Shape shape(Shape a, Shape b) {
    if (a.isUnknown() || b.isUnknown()) {
      return Shape.unknown();
    }
    if (a.numDimensions() < b.numDimensions()) {
      return shape(b, a);
    }
    long[] sizes = a.asArray();
    int shift = a.numDimensions() - b.numDimensions();
    for (int i = 0; i < b.numDimensions(); i++) {
      sizes[i + shift] = size(sizes[i + shift], b.get(i));
    }
    return Shape.of(sizes);
  }

  /** An unknown size may be 1; if the other size is static and not 1, the result has that one. */
  private static long size(long a, long b) {
    if (a == 1 || b == 1) {
      return a == 1 ? b : a;
    }
    return Math.max(a, b);
  }

  /** Whether the shapes show that the other operand cannot have broadcast this one. */
  public static boolean isWhole(GraphBuilder graph, TensorRef own, TensorRef other) {
    return isWhole(graph, own, other, 0);
  }

  /**
   * The same for operands whose last dimensions are not broadcast, such as batches of matrices.
   *
   * @param behind how many these are
   */
  public static boolean isWhole(GraphBuilder graph, TensorRef own, TensorRef other, int behind) {
    Shape mine = graph.shape(own);
    Shape theirs = graph.shape(other);
    if (mine.isUnknown() || theirs.isUnknown() || theirs.numDimensions() > mine.numDimensions()) {
      return false;
    }
    int shift = mine.numDimensions() - theirs.numDimensions();
    for (int i = 0; i < theirs.numDimensions() - behind; i++) {
      if (!isKept(mine.get(i + shift), theirs.get(i))
          && !graph.sizes().same(own, i + shift, other, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKept(long mine, long theirs) {
    return theirs == 1 || mine > 1 || (mine >= 0 && mine == theirs);
  }
}
