package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.Broadcast;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Writes the ops of batches of matrices: the last two dimensions are rows and columns. */
public final class Matrices {
  private final RuleContext context;
  private final NodeWriter w;

  public Matrices(RuleContext context) {
    this.context = context;
    this.w = context.writer();
  }

  public TensorRef product(TensorRef a, TensorRef b, boolean transposeA, boolean transposeB) {
    return context
        .writer()
        .op("BatchMatMulV2", a, b)
        .with("adj_x", transposeA)
        .with("adj_y", transposeB)
        .shape(productShape(a, b, transposeA, transposeB))
        .write();
  }

  private Shape productShape(TensorRef a, TensorRef b, boolean transposeA, boolean transposeB) {
    Shape left = w.graph().shape(a);
    Shape right = w.graph().shape(b);
    if (!isMatrices(left) || !isMatrices(right)) {
      return Shape.unknown();
    }
    return Broadcast.shape(batch(left), batch(right))
        .append(left.get(left.numDimensions() - (transposeA ? 1 : 2)))
        .append(right.get(right.numDimensions() - (transposeB ? 2 : 1)));
  }

  private static boolean isMatrices(Shape shape) {
    return !shape.isUnknown() && shape.numDimensions() >= 2;
  }

  private static Shape batch(Shape shape) {
    return shape.take(shape.numDimensions() - 2);
  }

  TensorRef triangularSolve(TensorRef a, TensorRef b, boolean lower, boolean adjoint) {
    return context
        .writer()
        .op("MatrixTriangularSolve", a, b)
        .with("lower", lower)
        .with("adjoint", adjoint)
        .write();
  }

  /** The lower triangle with the diagonal, or the upper one. */
  TensorRef triangle(TensorRef x, boolean lower) {
    TensorRef below = w.scalar(lower ? -1 : 0);
    TensorRef above = w.scalar(lower ? 0 : -1);
    return context.writer().op("MatrixBandPart", x, below, above).shapedLike(x).write();
  }

  public TensorRef transposed(TensorRef x) {
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef rank = arrays.rank(x);
    TensorRef last = w.binary("Sub", rank, w.scalar(1));
    TensorRef before = w.binary("Sub", rank, w.scalar(2));
    TensorRef order =
        arrays.concat(0, arrays.range(before), arrays.vector(last), arrays.vector(before));
    return arrays.transpose(x, order);
  }

  /** Transposed and conjugated. */
  public TensorRef adjoint(TensorRef x) {
    return ComplexWriter.conjugate(w, transposed(x));
  }

  /** With a dimension of size 1 appended. */
  public TensorRef expanded(TensorRef x) {
    return context.writer().op("ExpandDims", x, w.scalar(-1)).write();
  }

  /**
   * Sums a gradient over the batch dimensions in which an operand was broadcast.
   *
   * @param own which input the gradient is of
   * @param other which input it was broadcast against
   */
  TensorRef reduceBatches(TensorRef gradient, int own, int other) {
    TensorRef x = context.input(own);
    if (Broadcast.isWhole(w.graph(), x, context.input(other), 2)) {
      return gradient;
    }
    TensorRef whole = w.shapeOf(x, DataType.DT_INT32);
    TensorRef axes =
        new ArrayWriter(context.writer())
            .broadcastAxes(
                batchSizes(whole), batchSizes(w.shapeOf(context.input(other), DataType.DT_INT32)))
            .output(0);
    return w.reshape(w.sum(gradient, axes, false), whole, w.graph().shape(x));
  }

  /** The size of a dimension counted from the end: 1 is the last. */
  public TensorRef sizeFromEnd(TensorRef x, int position) {
    Shape known = w.graph().shape(x);
    long size = known.isUnknown() ? -1 : known.get(known.numDimensions() - position);
    return size >= 0 ? w.scalar(Math.toIntExact(size)) : fromEnd(w.shapeOf(x), position);
  }

  private TensorRef fromEnd(TensorRef shape, int position) {
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef at = arrays.vector(w.binary("Sub", arrays.size(shape), w.scalar(position)));
    TensorRef size = arrays.slice(shape, at, w.ints(1), Shape.of(1));
    return w.reshape(size, w.ints(), Shape.scalar());
  }

  private TensorRef batchSizes(TensorRef shape) {
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef count = w.binary("Sub", arrays.size(shape), w.scalar(2));
    return arrays.slice(shape, w.ints(0), arrays.vector(count), Shape.of(Shape.UNKNOWN_SIZE));
  }
}
