package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;

/**
 * LU decomposition with row pivoting: the permuted matrix is l u, with l lower triangular with ones
 * on the diagonal and u upper triangular. Outputs: both in one matrix, and the permutation. The
 * gradient of the permuted matrix is l⁻ᴴ (tril(lᴴ dl, -1) + triu(du uᴴ)) u⁻ᴴ. Python has no
 * gradient for {@code Lu}.
 *
 * <p>Source: de Hoog, Anderssen and Lukas (2011), Differentiation of matrix functionals using
 * triangular factorization, Mathematics of Computation 80, doi:10.1090/S0025-5718-2011-02451-8,
 * equation 3.6.
 */
final class LuDecomposition {
  private final RuleContext context;
  private final NodeWriter w;
  private final Matrices m;
  private final MatrixParts parts;
  private final TensorRef factors;

  LuDecomposition(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.m = new Matrices(context);
    this.parts = new MatrixParts(context);
    this.factors = context.output(0);
  }

  TensorRef gradient() {
    TensorRef left = m.triangularSolve(lower(), inner(), true, true);
    TensorRef ordered = m.adjoint(m.triangularSolve(factors, m.adjoint(left), false, false));
    return m.product(order(), ordered, true, false);
  }

  /** l with its unit diagonal; the solver reads one triangle of its input. */
  private TensorRef lower() {
    TensorRef diagonal = parts.diagonal(factors);
    return parts.withDiagonal(m.triangle(factors, true), w.unary("OnesLike", diagonal));
  }

  private TensorRef inner() {
    TensorRef dy = context.gradient();
    TensorRef ofLower = m.product(lower(), below(dy), true, false);
    TensorRef ofUpper = m.product(m.triangle(dy, false), m.triangle(factors, false), false, true);
    return w.binary("AddV2", below(ofLower), m.triangle(ofUpper, false));
  }

  private TensorRef below(TensorRef x) {
    return w.binary("Sub", x, m.triangle(x, false));
  }

  /** The permutation matrix. */
  private TensorRef order() {
    return context
        .writer()
        .op(
            "OneHot",
            context.output(1),
            parts.width(factors),
            w.scalarLike(factors, 1),
            w.scalarLike(factors, 0))
        .write();
  }
}
