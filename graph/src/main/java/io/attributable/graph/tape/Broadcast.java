package io.attributable.graph.tape;

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
    if (own.equals(other) || isWhole(graph.shape(own), graph.shape(other))) {
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

  /** Whether the shapes show that the other operand cannot have stretched this one. */
  static boolean isWhole(Shape own, Shape other) {
    if (own.isUnknown() || other.isUnknown() || other.numDimensions() > own.numDimensions()) {
      return false;
    }
    int shift = own.numDimensions() - other.numDimensions();
    for (int i = 0; i < other.numDimensions(); i++) {
      long mine = own.get(i + shift);
      long theirs = other.get(i);
      boolean kept = theirs == 1 || mine > 1 || (mine >= 0 && mine == theirs);
      if (!kept) {
        return false;
      }
    }
    return true;
  }
}
