package io.attributable.graph.tape.rules.linalg;

import static io.attributable.graph.write.ComplexWriter.conjugate;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Square matrices of three diagonals, each as long as the main one: that above it lacks its last
 * number, that below it its first.
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
   * Inputs: the diagonals above, at and below the middle, as matrices of one row; and the other.
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

  /** Inputs: the diagonals as the rows of a matrix, and the right side of the equations. */
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

  /** What was above the middle comes below it, one place further. */
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

  /** Each row one place up; the last is zero. */
  private TensorRef up(TensorRef x) {
    TensorRef first = parts.firstRows(x, w.scalar(1));
    TensorRef others = parts.rowsFrom(x, w.scalar(1));
    return parts.belowEachOther(others, w.unary("ZerosLike", first));
  }

  /** Each row one place down; the first is zero. */
  private TensorRef down(TensorRef x) {
    TensorRef first = parts.firstRows(x, w.scalar(1));
    TensorRef others = parts.firstRows(x, w.scalar(-1));
    return parts.belowEachOther(w.unary("ZerosLike", first), others);
  }
}
