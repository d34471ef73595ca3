package io.attributable.graph.tape.rules.linalg;

import static io.attributable.graph.write.ComplexWriter.conjugate;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Tridiagonal matrices. All three diagonals have the length of the main one: the last value of the
 * superdiagonal and the first of the subdiagonal are ignored.
 *
 * <p>Source: {@code tensorflow/python/ops/linalg_grad.py}, {@code _TridiagonalMatMulGrad}, {@code
 * _TridiagonalSolveGrad}.
 */
final class TridiagonalMatrix {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final MatrixParts parts;

  TridiagonalMatrix(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
    this.parts = new MatrixParts(context);
  }

  /**
   * Inputs: superdiagonal, main diagonal and subdiagonal, as matrices of one row; and the right
   * factor.
   */
  Map<Integer, TensorRef> ofProduct() {
    TensorRef dy = context.gradient();
    TensorRef x = conjugate(w, context.input(3));
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(0, parts.asRow(rowSums(up(x), dy)));
    gradients.put(1, parts.asRow(rowSums(x, dy)));
    gradients.put(2, parts.asRow(rowSums(down(x), dy)));
    if (context.needs(3)) {
      TensorRef above = down(w.mul(factors(0), dy));
      TensorRef below = up(w.mul(factors(2), dy));
      TensorRef middle = w.mul(factors(1), dy);
      gradients.put(3, w.binary("AddV2", w.binary("AddV2", above, middle), below));
    }
    return gradients;
  }

  private TensorRef factors(int input) {
    return new Matrices(context).adjoint(context.input(input));
  }

  /** Inputs: the diagonals as the rows of a matrix, and the right-hand side. */
  Map<Integer, TensorRef> ofSolution() {
    TensorRef back =
        context
            .writer()
            .op("TridiagonalSolve", adjoint(context.input(0)), context.gradient())
            .like(context.node(), "partial_pivoting", "perturb_singular")
            .shapedLike(context.input(1))
            .write();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(1, back);
    if (context.needs(0)) {
      TensorRef x = conjugate(w, context.output(0));
      TensorRef above = parts.asRow(rowSums(up(x), back));
      TensorRef middle = parts.asRow(rowSums(x, back));
      TensorRef below = parts.asRow(rowSums(down(x), back));
      gradients.put(0, w.neg(arrays.concat(-2, above, middle, below)));
    }
    return gradients;
  }

  /** The superdiagonal becomes the subdiagonal, shifted by one index, and vice versa. */
  private TensorRef adjoint(TensorRef diagonals) {
    Matrices m = new Matrices(context);
    TensorRef columns = m.transposed(diagonals);
    TensorRef above = parts.firstColumns(columns, w.scalar(1));
    TensorRef others = parts.columnsFrom(columns, w.scalar(1));
    TensorRef middle = parts.firstColumns(others, w.scalar(1));
    TensorRef below = parts.columnsFrom(others, w.scalar(1));
    return m.adjoint(arrays.concat(-1, up(below), middle, down(above)));
  }

  private TensorRef rowSums(TensorRef a, TensorRef b) {
    return w.sum(w.mul(a, b), w.ints(-1), false);
  }

  /** Each row shifted up by one; the last is zero. */
  private TensorRef up(TensorRef x) {
    TensorRef first = parts.firstRows(x, w.scalar(1));
    TensorRef others = parts.rowsFrom(x, w.scalar(1));
    return parts.belowEachOther(others, w.unary("ZerosLike", first));
  }

  /** Each row shifted down by one; the first is zero. */
  private TensorRef down(TensorRef x) {
    TensorRef first = parts.firstRows(x, w.scalar(1));
    TensorRef others = parts.firstRows(x, w.scalar(-1));
    return parts.belowEachOther(w.unary("ZerosLike", first), others);
  }
}
