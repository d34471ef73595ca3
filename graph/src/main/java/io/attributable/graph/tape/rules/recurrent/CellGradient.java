package io.attributable.graph.tape.rules.recurrent;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.stream.Stream;
import org.tensorflow.proto.DataType;

/** What the gradients of all recurrent cells are made of. */
final class CellGradient {
  private final RuleContext context;
  private final NodeWriter w;

  CellGradient(RuleContext context) {
    this.context = context;
    this.w = context.writer();
  }

  /** The gradient of an output; zeros where it has none. */
  TensorRef of(int output) {
    TensorRef gradient = context.gradient(output);
    return gradient != null ? gradient : w.unary("ZerosLike", context.output(output));
  }

  TensorRef sum(TensorRef... parts) {
    return w.addN(Stream.of(parts).toList());
  }

  TensorRef times(TensorRef a, TensorRef b) {
    return w.mul(a, b);
  }

  /** The gradient of a sigmoid's input from its output. */
  TensorRef throughGate(TensorRef gate, TensorRef gradient) {
    return w.likeSecond("SigmoidGrad", gate, gradient);
  }

  /** The gradient of a tanh's input from its output. */
  TensorRef throughTanh(TensorRef y, TensorRef gradient) {
    return w.likeSecond("TanhGrad", y, gradient);
  }

  TensorRef joined(TensorRef... parts) {
    return new ArrayWriter(context.writer()).concat(1, parts);
  }

  /** The gradient of weights that the two were multiplied by side by side. */
  TensorRef ofWeights(TensorRef first, TensorRef second, TensorRef gradient) {
    return w.matMul(joined(first, second), gradient, true, false);
  }

  /** The gradients of the two that were multiplied by weights side by side. */
  FlatNode ofBoth(TensorRef first, TensorRef second, TensorRef weights, TensorRef gradient) {
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef widths = arrays.concat(0, width(first), width(second));
    return context
        .writer()
        .op("SplitV", w.matMul(gradient, weights, false, true), widths, w.scalar(1))
        .with("num_split", 2)
        .writeNode();
  }

  private TensorRef width(TensorRef x) {
    return new ArrayWriter(context.writer()).part(w.shapeOf(x, DataType.DT_INT32), 1, 1);
  }

  /** The gradient of a vector that was added to each row. */
  TensorRef overRows(TensorRef gradient) {
    return w.sum(gradient, w.ints(0), false);
  }

  /** 1 - x. */
  TensorRef rest(TensorRef x) {
    return context.writer().op("Sub", w.scalarLike(x, 1), x).shapedLike(x).write();
  }
}
