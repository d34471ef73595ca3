package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Inverses, linear systems, Cholesky factors and determinants of square matrices, and cross
 * products.
 *
 * <p>Source: Giles (2008), An extended collection of matrix derivative results for forward and
 * reverse mode automatic differentiation, Oxford report NA-08/01, sections 2.2.3 (inverse), 2.2.4
 * (determinant) and 2.3.1 (linear systems); Murray (2016), Differentiation of the Cholesky
 * decomposition, arXiv:1602.07527; {@code tensorflow/python/ops/linalg_grad.py}, {@code
 * _MatrixInverseGrad}, {@code _MatrixSolveGrad}, {@code _MatrixTriangularSolveGrad}, {@code
 * _CholeskyGrad}, {@code _LogMatrixDeterminantGrad}.
 */
public final class LinearAlgebraRules {
  private LinearAlgebraRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "MatrixInverse", LinearAlgebraRules::inverse,
        "MatrixSolve", LinearAlgebraRules::solve,
        "MatrixTriangularSolve", LinearAlgebraRules::triangularSolve,
        "Cholesky", LinearAlgebraRules::cholesky,
        "MatrixDeterminant", LinearAlgebraRules::determinant,
        "LogMatrixDeterminant", LinearAlgebraRules::logDeterminant,
        "Cross", LinearAlgebraRules::cross);
  }

  /** dx = -yᴴ dy yᴴ; where y is the inverse of xᴴ, the adjoint of that: -y dyᴴ y. */
  private static Map<Integer, TensorRef> inverse(RuleContext context) {
    Matrices m = new Matrices(context);
    TensorRef y = context.output(0);
    TensorRef dy = context.gradient();
    boolean adjoint = isAdjoint(context);
    TensorRef product = m.product(m.product(y, dy, !adjoint, adjoint), y, false, !adjoint);
    return Map.of(0, context.writer().neg(product));
  }

  private static boolean isAdjoint(RuleContext context) {
    return context.attribute("adjoint").getB();
  }

  private static Map<Integer, TensorRef> solve(RuleContext context) {
    TensorRef back =
        context
            .writer()
            .op("MatrixSolve", context.input(0), context.gradient())
            .with("adjoint", !isAdjoint(context))
            .shapedLike(context.input(1))
            .write();
    return Map.of(0, ofMatrix(context, back), 1, back);
  }

  /** -db xᴴ for a x = b. */
  private static TensorRef ofMatrix(RuleContext context, TensorRef back) {
    Matrices m = new Matrices(context);
    TensorRef x = context.output(0);
    TensorRef product =
        isAdjoint(context) ? m.product(x, back, false, true) : m.product(back, x, false, true);
    return context.writer().neg(product);
  }

  /** As any other linear system, but the triangle that is not read has gradient zero. */
  private static Map<Integer, TensorRef> triangularSolve(RuleContext context) {
    Matrices m = new Matrices(context);
    boolean lower = context.attribute("lower").getB();
    TensorRef back =
        m.triangularSolve(context.input(0), context.gradient(), lower, !isAdjoint(context));
    TensorRef ofMatrix = m.triangle(ofMatrix(context, back), lower);
    return Map.of(
        0, m.reduceBatches(ofMatrix, 0, 1),
        1, m.reduceBatches(back, 1, 0));
  }

  /**
   * With y the lower factor of a self-adjoint x, and p the lower triangle of yᴴ dy with half its
   * diagonal: dx is the self-adjoint part of y⁻ᴴ p y⁻¹.
   */
  private static Map<Integer, TensorRef> cholesky(RuleContext context) {
    NodeWriter w = context.writer();
    Matrices m = new Matrices(context);
    TensorRef y = context.output(0);
    TensorRef lower = m.triangle(m.product(y, context.gradient(), true, false), true);
    TensorRef half = w.scalarLike(lower, 0.5);
    TensorRef diagonal = context.writer().op("MatrixDiagPart", lower).write();
    TensorRef p = context.writer().op("MatrixSetDiag", lower, w.mul(diagonal, half)).write();
    TensorRef left = m.triangularSolve(y, p, true, true);
    TensorRef both = m.triangularSolve(y, m.adjoint(left), true, true);
    return Map.of(0, w.mul(w.binary("AddV2", both, m.adjoint(both)), half));
  }

  private static Map<Integer, TensorRef> determinant(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef slope = w.mul(context.gradient(), ComplexWriter.conjugate(w, context.output(0)));
    return Map.of(0, timesInverse(context, slope));
  }

  /**
   * Outputs: the sign, and the logarithm of the absolute value, which is real. A real sign is
   * piecewise constant; the phase of a complex one is the imaginary part of the complex logarithm.
   */
  private static Map<Integer, TensorRef> logDeterminant(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef sign = context.output(0);
    TensorRef phase = ComplexWriter.isComplex(w, sign) ? context.gradient(0) : null;
    TensorRef magnitude = context.gradient(1);
    List<TensorRef> parts = new ArrayList<>();
    if (magnitude != null) {
      parts.add(ComplexWriter.withoutImaginary(w, magnitude));
    }
    if (phase != null) {
      TensorRef along = ComplexWriter.imaginary(w, w.mul(phase, ComplexWriter.conjugate(w, sign)));
      parts.add(ComplexWriter.of(w, w.unary("ZerosLike", along), along));
    }
    return parts.isEmpty() ? Map.of() : Map.of(0, timesInverse(context, w.addN(parts)));
  }

  private static TensorRef timesInverse(RuleContext context, TensorRef perMatrix) {
    TensorRef x = context.input(0);
    TensorRef inverse =
        context.writer().op("MatrixInverse", x).with("adjoint", true).shapedLike(x).write();
    Matrices m = new Matrices(context);
    return new ArrayWriter(context.writer()).mul(inverse, m.expanded(m.expanded(perMatrix)), x);
  }

  private static Map<Integer, TensorRef> cross(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef dy = context.gradient();
    return Map.of(
        0, w.binary("Cross", context.input(1), dy),
        1, w.binary("Cross", dy, context.input(0)));
  }
}
