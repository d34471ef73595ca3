package io.attributable.graph.tape.rules.signal;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ComplexWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Writes Fourier transforms.
 *
 * @param dims over how many of the last dimensions
 */
record FourierTransforms(int dims) {

  /** The name of a transform over this many dimensions. */
  String name(String kind) {
    return dims == 1 ? kind : kind + dims + "D";
  }

  TensorRef write(RuleContext context, String kind, TensorRef x) {
    return context.writer().op(name(kind), x).shapedLike(x).write();
  }

  /** The half spectrum of real numbers. */
  TensorRef writeReal(RuleContext context, TensorRef x, TensorRef lengths) {
    DataType type = context.writer().graph().type(x);
    return context
        .writer()
        .op(name("RFFT"), x, lengths)
        .with("Treal", type)
        .with("Tcomplex", ComplexWriter.complexOf(type))
        .shape(half(context.writer().graph().shape(x)))
        .write();
  }

  private static Shape half(Shape shape) {
    if (shape.isUnknown() || shape.get(-1) < 0) {
      return Shape.unknown();
    }
    return shape.take(shape.numDimensions() - 1).append(shape.get(-1) / 2 + 1);
  }
}
