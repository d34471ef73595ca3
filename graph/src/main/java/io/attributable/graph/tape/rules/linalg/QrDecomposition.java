package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * QR decomposition: q has orthonormal columns, r is upper triangular. Where the matrix is wide, r
 * has columns behind its triangle. Where it is tall and {@code full_matrices=True}, some columns of
 * q are arbitrary: this is refused.
 *
 * <p>Source: Roberts and Roberts (2020), QR and LQ Decomposition Matrix Backpropagation Algorithms
 * for Square, Wide, and Deep - Real or Complex - Matrices and Their Software Implementation,
 * arXiv:2009.10071; {@code tensorflow/python/ops/linalg_grad.py}, {@code _QrGrad}.
 */
final class QrDecomposition {
  private final RuleContext context;
  private final NodeWriter w;
  private final Matrices m;
  private final MatrixParts parts;
  private final TensorRef q;
  private final TensorRef r;

  QrDecomposition(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.m = new Matrices(context);
    this.parts = new MatrixParts(context);
    this.q = context.output(0);
    this.r = context.output(1);
  }

  TensorRef gradient() {
    Shape shape = MatrixParts.shapeOfEach(w, context.input(0));
    boolean isTall = shape.get(0) > shape.get(1);
    if (context.attribute("full_matrices").getB() && (isTall || shape.hasUnknownDimension())) {
      throw new NoGradientException(context.node());
    }
    boolean isTriangle = !shape.hasUnknownDimension() && shape.get(0) >= shape.get(1);
    return isTriangle ? ofTriangle(r, context.gradient(0), context.gradient(1)) : ofWide();
  }

  /** The columns behind the triangle depend on q, and q on the columns of the triangle alone. */
  private TensorRef ofWide() {
    TensorRef size = parts.width(q);
    TensorRef triangle = parts.firstColumns(r, size);
    TensorRef dr = context.gradient(1);
    TensorRef dq = context.gradient(0);
    if (dr == null) {
      TensorRef behind = parts.columnsFrom(context.input(0), size);
      TensorRef first = ofTriangle(triangle, dq, null);
      return parts.besideEachOther(first, w.unary("ZerosLike", behind));
    }
    TensorRef behind = parts.columnsFrom(dr, size);
    TensorRef ahead = parts.columnsFrom(context.input(0), size);
    TensorRef throughBehind = m.product(ahead, behind, false, true);
    TensorRef all = dq == null ? throughBehind : w.binary("AddV2", dq, throughBehind);
    TensorRef first = ofTriangle(triangle, all, parts.firstColumns(dr, size));
    return parts.besideEachOther(first, m.product(q, behind, false, false));
  }

  /** With a = qᴴ dq and b = r drᴴ: q dr + (dq - q a + q tril(a - aᴴ + b - bᴴ)) r⁻ᴴ. */
  private TensorRef ofTriangle(TensorRef r, @Nullable TensorRef dq, @Nullable TensorRef dr) {
    List<TensorRef> skew = new ArrayList<>();
    List<TensorRef> through = new ArrayList<>();
    if (dq != null) {
      TensorRef a = m.product(q, dq, true, false);
      skew.add(a);
      through.add(w.binary("Sub", dq, m.product(q, a, false, false)));
    }
    if (dr != null) {
      skew.add(m.product(r, dr, false, true));
    }
    through.add(m.product(q, lower(w.addN(skew)), false, false));
    TensorRef solved = throughTriangle(r, w.addN(through));
    return dr == null ? solved : w.binary("AddV2", m.product(q, dr, false, false), solved);
  }

  /**
   * The lower triangle of x - xᴴ. The diagonal of r is real, so a change of phase of a complex
   * column of q changes that of a row of r, too: the diagonal counts half.
   */
  private TensorRef lower(TensorRef x) {
    TensorRef lower = m.triangle(parts.minusAdjoint(x), true);
    if (!ComplexWriter.isComplex(w, x)) {
      return lower;
    }
    TensorRef diagonal = parts.diagonal(lower);
    return parts.withDiagonal(lower, w.mul(diagonal, w.scalarLike(diagonal, 0.5)));
  }

  /** x r⁻ᴴ. */
  private TensorRef throughTriangle(TensorRef r, TensorRef x) {
    return m.adjoint(m.triangularSolve(r, m.adjoint(x), false, false));
  }
}
