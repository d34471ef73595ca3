package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Singular value decomposition u s vᴴ. Singular vectors of equal singular values are determined up
 * to a basis of their space, and so are those that {@code full_matrices=True} adds beyond the
 * values: a single one follows from all others, several are arbitrary, which is refused.
 *
 * <p>Source: Giles (2008), An extended collection of matrix derivative results for forward and
 * reverse mode automatic differentiation, Oxford report NA-08/01, section 3.2; Wan and Zhang
 * (2019), Automatic Differentiation for Complex Valued SVD, arXiv:1909.02659; {@code
 * tensorflow/python/ops/linalg_grad.py}, {@code _SvdGrad}.
 */
final class SingularValueDecomposition {
  private final RuleContext context;
  private final NodeWriter w;
  private final Matrices m;
  private final MatrixParts parts;
  private final TensorRef s;
  private final SingularVectors u;
  private final SingularVectors v;

  SingularValueDecomposition(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.m = new Matrices(context);
    this.parts = new MatrixParts(context);
    boolean computed = context.attribute("compute_uv").getB();
    FlatNode node = computed ? context.node() : withVectors(context);
    this.s = node.output(0);
    this.u = vectors(node.output(1), computed ? context.gradient(1) : null, 0);
    this.v = vectors(node.output(2), computed ? context.gradient(2) : null, 1);
    boolean free = context.attribute("full_matrices").getB() && differenceOfSizes() > 1;
    if (computed && free && (u.areUsed() || v.areUsed())) {
      throw new NoGradientException(context.node());
    }
  }

  private static FlatNode withVectors(RuleContext context) {
    return context.writer().op("Svd", context.input(0)).with("compute_uv", true).writeNode();
  }

  private SingularVectors vectors(TensorRef vectors, @Nullable TensorRef gradient, int side) {
    Shape shape = MatrixParts.shapeOfEach(w, context.input(0));
    long own = shape.get(side);
    long other = shape.get(1 - side);
    boolean may = own < 0 || other < 0 || own > other;
    boolean must = own >= 0 && other >= 0 && own > other;
    return new SingularVectors(context, vectors, gradient, s, may, must);
  }

  /** The largest possible value where it is unknown. */
  private long differenceOfSizes() {
    Shape shape = MatrixParts.shapeOfEach(w, context.input(0));
    return shape.hasUnknownDimension() ? Long.MAX_VALUE : Math.abs(shape.get(0) - shape.get(1));
  }

  TensorRef gradient() {
    List<TensorRef> terms = new ArrayList<>();
    terms.add(m.product(m.product(u.first(), inner(), false, false), v.first(), false, true));
    u.outside().ifPresent(outside -> terms.add(m.product(outside, v.first(), false, true)));
    v.outside().ifPresent(outside -> terms.add(m.product(u.first(), outside, false, true)));
    return w.addN(terms);
  }

  private TensorRef inner() {
    List<TensorRef> inner = new ArrayList<>();
    TensorRef ofValues = context.gradient(0);
    if (ofValues != null) {
      inner.add(parts.onDiagonal(ComplexWriter.withoutImaginary(w, ofValues)));
    }
    skew().ifPresent(inner::add);
    return w.addN(inner);
  }

  /**
   * The skew parts x of uᴴ du and y of vᴴ dv: (x + y) / 2 is divided by the differences of the
   * singular values, (x - y) / 2 by their sums. So only the former is lost where values are equal,
   * and the phases of complex vectors, which change on both sides together, are right.
   */
  private Optional<TensorRef> skew() {
    Optional<TensorRef> left = u.skew();
    Optional<TensorRef> right = v.skew();
    if (left.isEmpty() && right.isEmpty()) {
      return Optional.empty();
    }
    TensorRef zeros = w.unary("ZerosLike", left.or(() -> right).get());
    TensorRef x = left.orElse(zeros);
    TensorRef y = right.orElse(zeros);
    TensorRef alike = w.mul(w.binary("AddV2", x, y), parts.reciprocalDifferences(s));
    TensorRef against = w.mul(w.binary("Sub", x, y), parts.reciprocalSums(s));
    TensorRef both = w.binary("AddV2", alike, against);
    return Optional.of(new ElementwiseWriter(w, both).times(both, w.scalarLike(both, 0.5)));
  }
}
