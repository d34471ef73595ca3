package io.attributable.graph.write;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Sums a gradient over the dimensions in which an operand was repeated to fit the other. Where
 * static shapes show that it was not, nothing is added to the graph.
 */
public final class Broadcast {
  private Broadcast() {}

  /**
   * The gradient of one of two broadcast operands.
   *
   * @param gradient shaped like the result
   * @param operand 0 or 1: which of the node's first two inputs
   */
  public static TensorRef reduce(RuleContext context, TensorRef gradient, int operand) {
    TensorRef own = context.input(operand);
    TensorRef other = context.input(1 - operand);
    GraphBuilder graph = context.writer().graph();
    if (own.equals(other) || isWhole(graph, own, other)) {
      return gradient;
    }
    NodeWriter writer = context.writer();
    TensorRef ownShape = writer.shapeOf(own, DataType.DT_INT32);
    TensorRef otherShape = writer.shapeOf(other, DataType.DT_INT32);
    FlatNode axes =
        graph.addNode(
            "BroadcastGradientArgs",
            "BroadcastGradientArgs",
            List.of(ownShape, otherShape),
            Map.of("T", Attributes.of(DataType.DT_INT32)));
    TensorRef summed = writer.sum(gradient, axes.output(0), false);
    return writer.reshape(summed, ownShape, graph.shape(own));
  }

  /** What is known of the shape of two tensors that are broadcast against each other. */
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

  /** A size that is not known may be 1; where one that is known is not, it is that one. */
  private static long size(long a, long b) {
    if (a == 1 || b == 1) {
      return a == 1 ? b : a;
    }
    return Math.max(a, b);
  }

  /** Whether the shapes show that the other operand cannot have stretched this one. */
  static boolean isWhole(GraphBuilder graph, TensorRef own, TensorRef other) {
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
