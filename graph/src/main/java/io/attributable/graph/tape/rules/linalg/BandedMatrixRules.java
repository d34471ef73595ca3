package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Banded matrices, given by their diagonals.
 *
 * <p>Source: {@code tensorflow/python/ops/linalg_grad.py}, {@code _BandedTriangularSolveGrad}.
 */
public final class BandedMatrixRules {
  private BandedMatrixRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "TridiagonalMatMul", context -> new TridiagonalMatrix(context).ofProduct(),
        "TridiagonalSolve", context -> new TridiagonalMatrix(context).ofSolution(),
        "BandedTriangularSolve", BandedMatrixRules::triangular);
  }

  /**
   * Inputs: the diagonals as rows, from the main one outwards or towards it, and the right-hand
   * side.
   */
  private static Map<Integer, TensorRef> triangular(RuleContext context) {
    NodeWriter w = context.writer();
    Matrices m = new Matrices(context);
    boolean adjoint = context.attribute("adjoint").getB();
    TensorRef back =
        context
            .writer()
            .op("BandedTriangularSolve", context.input(0), context.gradient())
            .like(context.node(), "lower")
            .with("adjoint", !adjoint)
            .write();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(1, m.reduceBatches(back, 1, 0));
    if (context.needs(0)) {
      TensorRef x = context.output(0);
      TensorRef whole = adjoint ? m.product(x, back, false, true) : m.product(back, x, false, true);
      gradients.put(0, m.reduceBatches(w.neg(bands(context, whole)), 0, 1));
    }
    return gradients;
  }

  private static TensorRef bands(RuleContext context, TensorRef matrix) {
    NodeWriter w = context.writer();
    MatrixParts parts = new MatrixParts(context);
    TensorRef count = parts.height(context.input(0));
    TensorRef bands =
        context
            .writer()
            .op("MatrixDiagPartV3", matrix, which(context, count), w.scalarLike(matrix, 0))
            .with("align", "LEFT_RIGHT")
            .write();
    // A single diagonal is returned as a vector, not as a matrix of one row.
    return w.reshapeLike(bands, parts.firstRows(matrix, count));
  }

  private static TensorRef which(RuleContext context, TensorRef count) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef outermost = w.binary("Sub", count, w.scalar(1));
    return context.attribute("lower").getB()
        ? arrays.vector(w.neg(outermost), w.scalar(0))
        : arrays.vector(w.scalar(0), outermost);
  }
}
