package io.attributable.graph.tape;

import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.tensor.TensorRef;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Sums a gradient over the dimensions in which a tensor was repeated, for ops with more than two
 * operands that are stretched to fit each other.
 */
final class Unbroadcast {
  private Unbroadcast() {}

  static TensorRef toShapeOf(RuleContext context, TensorRef own, TensorRef gradient) {
    NodeWriter w = context.writer();
    Shape shape = w.graph().shape(own);
    boolean known = !shape.isUnknown() && !shape.hasUnknownDimension();
    if (known && shape.equals(w.graph().shape(gradient))) {
      return gradient;
    }
    TensorRef sizes = w.shapeOf(own, DataType.DT_INT32);
    TensorRef axes =
        new ArrayWriter(context)
            .broadcastAxes(sizes, w.shapeOf(gradient, DataType.DT_INT32))
            .output(0);
    return w.reshape(w.sum(gradient, axes, false), sizes, shape);
  }
}
