package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.Map;

/**
 * Functions of square matrices. Such a function of the blocks (x, e; 0, x) has in the block of e
 * what it changes by when x changes by e. For the gradient, x is the adjoint of the op's.
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
