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
 * Regularised least squares: the x that minimises |a x - b|² + l |x|². Inputs: a, b, and the
 * regulariser l. The gradient h of b solves the same problem with aᴴ and dx. That of a is (b - a x)
 * zᴴ - h xᴴ with (aᴴ a + l) z = dx where a is tall, and t (dx - aᴴ h)ᴴ - h xᴴ with (a aᴴ + l) t = b
 * where a is wide. Only {@code fast=True} has a gradient, as in Python.
 *
 * <p>Source: {@code tensorflow/python/ops/linalg_grad.py}, {@code _MatrixSolveLsGrad}.
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
      TensorRef isTall = isTall();
      TensorRef isWide = w.binary("Sub", w.scalarLike(a, 1), isTall);
      return w.binary(
          "AddV2", w.binary("Mul", tall(isWide), isTall), w.binary("Mul", wide(h, isTall), isWide));
    }
    return shape.get(0) >= shape.get(1) ? tall(nothing) : wide(h, nothing);
  }

  private TensorRef tall(TensorRef guard) {
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
   * aᴴ a or a aᴴ, with the regulariser added on the diagonal.
   *
   * @param guard a value that makes it non-singular where the result is not used
   */
  private TensorRef squared(boolean columns, TensorRef guard) {
    TensorRef squared = m.product(a, a, columns, !columns);
    TensorRef diagonal = parts.diagonal(squared);
    TensorRef regulariser = w.cast(context.input(2), w.graph().type(a));
    TensorRef more =
        new ElementwiseWriter(w, diagonal).plus(diagonal, w.binary("AddV2", regulariser, guard));
    return parts.withDiagonal(squared, more);
  }

  /** One or zero, found at run time. */
  private TensorRef isTall() {
    TensorRef height = parts.height(a);
    TensorRef flag =
        context.writer().op("GreaterEqual", height, parts.width(a)).shape(Shape.scalar()).write();
    return w.cast(flag, w.graph().type(a));
  }
}
