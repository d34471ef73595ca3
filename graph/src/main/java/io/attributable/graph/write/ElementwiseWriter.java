package io.attributable.graph.write;

import io.attributable.graph.tensor.TensorRef;

/**
 * Writes arithmetic whose results are all shaped like one tensor, though some operands may be
 * scalars.
 */
public final class ElementwiseWriter {
  private final NodeWriter w;
  private final TensorRef like;

  public ElementwiseWriter(NodeWriter w, TensorRef like) {
    this.w = w;
    this.like = like;
  }

  public TensorRef of(String op, TensorRef... operands) {
    return w.op(op, operands).shapedLike(like).write();
  }

  public TensorRef times(TensorRef a, TensorRef b) {
    return of("Mul", a, b);
  }

  public TensorRef plus(TensorRef a, TensorRef b) {
    return of("AddV2", a, b);
  }

  public TensorRef minus(TensorRef a, TensorRef b) {
    return of("Sub", a, b);
  }

  public TensorRef over(TensorRef a, TensorRef b) {
    return of("RealDiv", a, b);
  }

  public TensorRef constant(double value) {
    return w.scalarLike(like, value);
  }

  /** One where an element is zero, and zero elsewhere. */
  public TensorRef isZero(TensorRef x) {
    return w.cast(of("Equal", x, constant(0)), w.graph().type(x));
  }

  /** The elements of one tensor where those of another are negative, and zeros elsewhere. */
  public TensorRef whereNegative(TensorRef x, TensorRef then) {
    return w.select(of("Less", x, constant(0)), then, w.unary("ZerosLike", then));
  }
}
