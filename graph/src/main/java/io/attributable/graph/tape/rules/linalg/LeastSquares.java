package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * The x for which a x comes nearest to b, with a price for large x. Inputs: a, b, and the price.
 * The gradient of b is the solution back, h, of aᴴ and dx. That of a is (b - a x) zᴴ - h xᴴ with z
 * the solution of (aᴴ a + price) z = dx where a is high, and t (dx - aᴴ h)ᴴ - h xᴴ with t that of
 * (a aᴴ + price) t = b where a is wide. Only the fast way to solve has a gradient, as in Python.
 */
final class LeastSquares {
  private final RuleContext context;
  private final NodeWriter w;
  private final Matrices m;
  private final MatrixParts parts;
  private final TensorRef a;
  private final TensorRef b;
  private final TensorRef dx;

  LeastSquares(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.m = new Matrices(context);
    this.parts = new MatrixParts(context);
    this.a = context.input(0);
    this.b = context.input(1);
    this.dx = context.gradient();
    if (!context.attribute("fast").getB() || context.needs(2)) {
      throw new NoGradientException(context.node());
    }
  }

  Map<Integer, TensorRef> gradients() {
    TensorRef h =
        context
            .writer()
            .op("MatrixSolveLs", m.adjoint(a), dx, context.input(2))
            .like(context.node(), "fast")
            .shapedLike(b)
            .write();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(1, h);
    if (context.needs(0)) {
      TensorRef through = m.product(h, context.output(0), false, true);
      gradients.put(0, w.binary("Sub", outside(h), through));
    }
    return gradients;
  }

  private TensorRef outside(TensorRef h) {
    Shape shape = MatrixParts.shapeOfEach(w, a);
    TensorRef nothing = w.scalarLike(a, 0);
    if (shape.hasUnknownDimension()) {
      TensorRef isHigh = isHigh();
      TensorRef isWide = w.binary("Sub", w.scalarLike(a, 1), isHigh);
      return w.binary(
          "AddV2", w.binary("Mul", high(isWide), isHigh), w.binary("Mul", wide(h, isHigh), isWide));
    }
    return shape.get(0) >= shape.get(1) ? high(nothing) : wide(h, nothing);
  }

  private TensorRef high(TensorRef guard) {
    TensorRef z = parts.solve(squared(true, guard), dx, false);
    TensorRef rest = w.binary("Sub", b, m.product(a, context.output(0), false, false));
    return m.product(rest, z, false, true);
  }

  private TensorRef wide(TensorRef h, TensorRef guard) {
    TensorRef t = parts.solve(squared(false, guard), b, false);
    TensorRef rest = w.binary("Sub", dx, m.product(a, h, true, false));
    return m.product(t, rest, false, true);
  }

  /**
   * aᴴ a or a aᴴ, with the price on the diagonal.
   *
   * @param guard a number that makes it solvable where the result is not looked at
   */
  private TensorRef squared(boolean columns, TensorRef guard) {
    TensorRef squared = m.product(a, a, columns, !columns);
    TensorRef diagonal = parts.diagonal(squared);
    TensorRef price = w.cast(context.input(2), w.graph().type(a));
    TensorRef more =
        new ElementwiseWriter(w, diagonal).plus(diagonal, w.binary("AddV2", price, guard));
    return parts.withDiagonal(squared, more);
  }

  /** One or zero, found at run time. */
  private TensorRef isHigh() {
    TensorRef height = parts.height(a);
    TensorRef flag =
        context.writer().op("GreaterEqual", height, parts.width(a)).shape(Shape.scalar()).write();
    return w.cast(flag, w.graph().type(a));
  }
}
