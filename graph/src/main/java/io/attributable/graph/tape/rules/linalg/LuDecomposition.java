package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;

/**
 * A square matrix, its rows in another order, as the product of a lower triangle l with ones on the
 * diagonal and an upper one u. Outputs: both in one matrix, and the order. The gradient of the
 * ordered matrix is l⁻ᴴ (the lower triangle of lᴴ dl, the upper one of du uᴴ) u⁻ᴴ.
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

  /** Solving looks at one triangle of what it is given. */
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

  /** The matrix that puts rows in order. */
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
