package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.Broadcast;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Sums a gradient over the dimensions in which an operand was broadcast to fit others. Where static
 * shapes show that it was not, nothing is added to the graph.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _ReduceGradientArgs}.
 */
public final class Unbroadcast {
  private Unbroadcast() {}

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
    if (own.equals(other) || Broadcast.isWhole(graph, own, other)) {
      return gradient;
    }
    NodeWriter writer = context.writer();
    TensorRef ownShape = writer.shapeOf(own, DataType.DT_INT32);
    TensorRef otherShape = writer.shapeOf(other, DataType.DT_INT32);
    FlatNode axes = new ArrayWriter(writer).broadcastAxes(ownShape, otherShape);
    TensorRef summed = writer.sum(gradient, axes.output(0), false);
    return writer.reshape(summed, ownShape, graph.shape(own));
  }

  /** The same for ops with more than two operands that are broadcast against each other. */
  public static TensorRef toShapeOf(RuleContext context, TensorRef own, TensorRef gradient) {
    NodeWriter w = context.writer();
    Shape shape = w.graph().shape(own);
    boolean known = !shape.isUnknown() && !shape.hasUnknownDimension();
    if (known && shape.equals(w.graph().shape(gradient))) {
      return gradient;
    }
    TensorRef sizes = w.shapeOf(own, DataType.DT_INT32);
    TensorRef axes =
        new ArrayWriter(context.writer())
            .broadcastAxes(sizes, w.shapeOf(gradient, DataType.DT_INT32))
            .output(0);
    return w.reshape(w.sum(gradient, axes, false), sizes, shape);
  }
}
