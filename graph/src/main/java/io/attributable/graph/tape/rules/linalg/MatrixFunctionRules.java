package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.Map;

/**
 * Functions f of square matrices. f of the block matrix (x, e; 0, x) has in the block of e the
 * Fréchet derivative of f at x in direction e. For the gradient, x is the adjoint of the op's
 * input.
 *
 * <p>Source: Mathias (1996), A Chain Rule for Matrix Functions and Applications, SIAM J. Matrix
 * Anal. Appl. 17(3), doi:10.1137/S0895479895283409; Higham (2008), Functions of Matrices, equation
 * 3.16.
 */
public final class MatrixFunctionRules {
  private MatrixFunctionRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "MatrixSquareRoot", MatrixFunctionRules::ofBlocks,
        "MatrixLogarithm", MatrixFunctionRules::ofBlocks);
  }

  private static Map<Integer, TensorRef> ofBlocks(RuleContext context) {
    MatrixParts parts = new MatrixParts(context);
    TensorRef x = new Matrices(context).adjoint(context.input(0));
    TensorRef dy = context.gradient();
    TensorRef zeros = context.writer().unary("ZerosLike", x);
    TensorRef blocks =
        parts.belowEachOther(parts.besideEachOther(x, dy), parts.besideEachOther(zeros, x));
    TensorRef function =
        context.writer().op(context.node().op(), blocks).like(context.node(), "T").write();
    TensorRef size = parts.width(context.input(0));
    TensorRef right = parts.columnsFrom(parts.firstRows(function, size), size);
    return Map.of(0, right);
  }
}
