package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.TrailingDimensions;
import org.tensorflow.ndarray.Shape;

/** Splits batches of matrices and joins them: diagonals, blocks, rows and columns. */
final class MatrixParts {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;

  MatrixParts(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
  }

  TensorRef diagonal(TensorRef matrix) {
    return context.writer().op("MatrixDiagPart", matrix).write();
  }

  /** The diagonal matrix. */
  TensorRef onDiagonal(TensorRef diagonal) {
    return context.writer().op("MatrixDiag", diagonal).write();
  }

  TensorRef withDiagonal(TensorRef matrix, TensorRef diagonal) {
    return context.writer().op("MatrixSetDiag", matrix, diagonal).shapedLike(matrix).write();
  }

  /** Vectors as matrices of one row each. */
  TensorRef asRow(TensorRef vectors) {
    return expanded(vectors, -2);
  }

  TensorRef asColumn(TensorRef vectors) {
    return expanded(vectors, -1);
  }

  private TensorRef expanded(TensorRef vectors, int axis) {
    return context.writer().op("ExpandDims", vectors, w.scalar(axis)).write();
  }

  /** The number of columns: a 32-bit integer. */
  TensorRef width(TensorRef matrix) {
    return new TrailingDimensions(context.writer(), matrix, 1).size(0);
  }

  /** The number of rows: a 32-bit integer. */
  TensorRef height(TensorRef matrix) {
    return new TrailingDimensions(context.writer(), matrix, 2).size(0);
  }

  TensorRef firstColumns(TensorRef matrix, TensorRef count) {
    return slice(matrix, w.ints(0, 0), arrays.vector(w.scalar(0), count), 2, 0);
  }

  TensorRef columnsFrom(TensorRef matrix, TensorRef begin) {
    return slice(matrix, arrays.vector(w.scalar(0), begin), w.ints(0, 0), 0, 2);
  }

  TensorRef firstRows(TensorRef matrix, TensorRef count) {
    TensorRef end = arrays.vector(w.scalar(0), count, w.scalar(0));
    return slice(matrix, w.ints(0, 0, 0), end, 2, 4);
  }

  TensorRef rowsFrom(TensorRef matrix, TensorRef begin) {
    TensorRef from = arrays.vector(w.scalar(0), begin, w.scalar(0));
    return slice(matrix, from, w.ints(0, 0, 0), 4, 6);
  }

  /** The first index is an ellipsis: all dimensions before the last ones. */
  private TensorRef slice(TensorRef x, TensorRef begin, TensorRef end, int fromStart, int toEnd) {
    return context
        .writer()
        .op("StridedSlice", x, begin, end, w.unary("OnesLike", begin))
        .with("ellipsis_mask", 1)
        .with("begin_mask", fromStart)
        .with("end_mask", toEnd)
        .write();
  }

  TensorRef besideEachOther(TensorRef left, TensorRef right) {
    return arrays.concat(-1, left, right);
  }

  TensorRef belowEachOther(TensorRef top, TensorRef bottom) {
    return arrays.concat(-2, top, bottom);
  }

  TensorRef plusAdjoint(TensorRef matrix) {
    return w.binary("AddV2", matrix, new Matrices(context).adjoint(matrix));
  }

  TensorRef minusAdjoint(TensorRef matrix) {
    return w.binary("Sub", matrix, new Matrices(context).adjoint(matrix));
  }

  /** The matrix x of a x = b, or of aᴴ x = b. */
  TensorRef solve(TensorRef a, TensorRef b, boolean adjoint) {
    return context.writer().op("MatrixSolve", a, b).with("adjoint", adjoint).shapedLike(b).write();
  }

  /**
   * The matrix of 1 / (right - left) for each pair of a vector's values, and zero where they are
   * equal. For values that are nearly equal it is smaller than it should be, as in Python.
   */
  TensorRef reciprocalDifferences(TensorRef vector) {
    return reciprocal(w.binary("Sub", asRow(vector), asColumn(vector)));
  }

  /** The matrix of 1 / (right + left) for each pair of a vector's values, and zero for zeros. */
  TensorRef reciprocalSums(TensorRef vector) {
    return reciprocal(w.binary("AddV2", asRow(vector), asColumn(vector)));
  }

  /**
   * x / (x² + 1e-20): zero for zero, and bounded.
   *
   * <p>Source: {@code tensorflow/python/ops/linalg_grad.py}, {@code _SafeReciprocal}.
   */
  TensorRef reciprocal(TensorRef x) {
    TensorRef square = w.binary("AddV2", w.unary("Square", x), w.scalarLike(x, 1e-20));
    return w.binary("RealDiv", x, square);
  }

  /** The static numbers of rows and columns. */
  static Shape shapeOfEach(NodeWriter w, TensorRef x) {
    Shape shape = w.graph().shape(x);
    return shape.isUnknown() || shape.numDimensions() < 2 ? Shape.of(-1, -1) : shape.takeLast(2);
  }
}
