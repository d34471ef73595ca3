package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** The singular vectors x of one side of a matrix, in columns, and their gradient dx. */
final class SingularVectors {
  private final NodeWriter w;
  private final Matrices m;
  private final MatrixParts parts;
  private final TensorRef x;
  private final @Nullable TensorRef dx;
  private final TensorRef s;
  private final boolean mayBeLonger;
  private final boolean areLonger;
  private final boolean full;

  /**
   * The vectors.
   *
   * @param s the singular values
   * @param mayBeLonger whether there may be fewer vectors than the dimension of their space
   * @param areLonger whether there are certainly
   */
  SingularVectors(
      RuleContext context,
      TensorRef x,
      @Nullable TensorRef dx,
      TensorRef s,
      boolean mayBeLonger,
      boolean areLonger) {
    this.w = context.writer();
    this.m = new Matrices(context);
    this.parts = new MatrixParts(context);
    this.x = x;
    this.dx = dx;
    this.s = s;
    this.mayBeLonger = mayBeLonger;
    this.areLonger = areLonger;
    this.full = context.attribute("full_matrices").getB() && context.attribute("compute_uv").getB();
  }

  boolean areUsed() {
    return dx != null;
  }

  /** The vectors that have a singular value. */
  TensorRef first() {
    return first(x);
  }

  private TensorRef first(TensorRef vectors) {
    return full && mayBeLonger ? parts.firstColumns(vectors, parts.width(s)) : vectors;
  }

  /** The skew part of xᴴ dx: the change within the space of the vectors. */
  Optional<TensorRef> skew() {
    return inside().map(parts::minusAdjoint);
  }

  private Optional<TensorRef> inside() {
    return Optional.ofNullable(dx)
        .map(gradient -> m.product(first(), first(gradient), true, false));
  }

  /** The part of dx orthogonal to the space of the vectors, divided by the singular values. */
  Optional<TensorRef> outside() {
    if (!mayBeLonger) {
      return Optional.empty();
    }
    return inside()
        .map(
            inside -> {
              TensorRef across = across(inside);
              TensorRef divided = w.mul(across, parts.asRow(parts.reciprocal(s)));
              return areLonger
                  ? divided
                  : new ElementwiseWriter(w, divided).times(divided, isLonger());
            });
  }

  private TensorRef across(TensorRef inside) {
    TensorRef gradient = Objects.requireNonNull(dx);
    TensorRef rest = w.binary("Sub", first(gradient), m.product(first(), inside, false, false));
    if (!full) {
      return rest;
    }
    TensorRef count = parts.width(s);
    TensorRef back = m.product(parts.columnsFrom(gradient, count), first(), true, false);
    return w.binary("Sub", rest, m.product(parts.columnsFrom(x, count), back, false, false));
  }

  /** One or zero, found at run time. */
  private TensorRef isLonger() {
    TensorRef longer =
        w.op("Greater", parts.height(x), parts.width(s)).shape(Shape.scalar()).write();
    return w.cast(longer, w.graph().type(x));
  }
}
