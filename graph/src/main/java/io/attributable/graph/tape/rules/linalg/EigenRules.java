package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Eigenvalues e and, in the columns of v, eigenvectors. Eigenvectors of equal eigenvalues are
 * determined up to a basis of their space: the part of the gradient within that space is set to
 * zero.
 *
 * <p>Source: Giles (2008), An extended collection of matrix derivative results for forward and
 * reverse mode automatic differentiation, Oxford report NA-08/01, section 3.1; Boeddeker,
 * Hanebrink, Drude, Heymann and Haeb-Umbach (2017), On the Computation of Complex-valued Gradients
 * with Application to Statistically Optimum Beamforming, arXiv:1701.00392, equation 4.77; {@code
 * tensorflow/python/ops/linalg_grad.py}, {@code _SelfAdjointEigV2Grad}, {@code _EigGrad}.
 */
public final class EigenRules {
  private EigenRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "SelfAdjointEigV2", EigenRules::selfAdjoint,
        "Eig", EigenRules::general);
  }

  /** TensorFlow reads the lower triangle only, so its gradient includes that of the upper one. */
  private static Map<Integer, TensorRef> selfAdjoint(RuleContext context) {
    NodeWriter w = context.writer();
    Matrices m = new Matrices(context);
    MatrixParts parts = new MatrixParts(context);
    TensorRef v = vectors(context);
    List<TensorRef> inner = new ArrayList<>();
    TensorRef ofValues = context.gradient(0);
    TensorRef ofVectors = ofVectors(context);
    if (ofValues != null) {
      inner.add(parts.onDiagonal(ofValues));
    }
    if (ofVectors != null) {
      TensorRef skew = parts.reciprocalDifferences(context.output(0));
      inner.add(w.mul(skew, m.product(v, ofVectors, true, false)));
    }
    TensorRef whole = m.product(m.product(v, w.addN(inner), false, false), v, false, true);
    TensorRef lower = m.triangle(parts.plusAdjoint(whole), true);
    TensorRef diagonal = parts.diagonal(lower);
    TensorRef half =
        new ElementwiseWriter(w, diagonal).times(diagonal, w.scalarLike(diagonal, 0.5));
    return Map.of(0, parts.withDiagonal(lower, half));
  }

  /** Eigenvectors have unit length: along themselves they change by a phase only. */
  private static Map<Integer, TensorRef> general(RuleContext context) {
    NodeWriter w = context.writer();
    Matrices m = new Matrices(context);
    MatrixParts parts = new MatrixParts(context);
    TensorRef v = vectors(context);
    List<TensorRef> inner = new ArrayList<>();
    TensorRef ofValues = context.gradient(0);
    TensorRef ofVectors = ofVectors(context);
    if (ofValues != null) {
      inner.add(parts.onDiagonal(ofValues));
    }
    if (ofVectors != null) {
      TensorRef skew = parts.reciprocalDifferences(context.output(0));
      inner.add(w.mul(ComplexWriter.conjugate(w, skew), across(context, v, ofVectors)));
    }
    TensorRef right = m.product(w.addN(inner), v, false, true);
    TensorRef whole = parts.solve(v, right, true);
    return Map.of(0, w.cast(whole, w.graph().type(context.input(0))));
  }

  private static TensorRef across(RuleContext context, TensorRef v, TensorRef dv) {
    NodeWriter w = context.writer();
    Matrices m = new Matrices(context);
    MatrixParts parts = new MatrixParts(context);
    TensorRef all = m.product(v, dv, true, false);
    TensorRef along = ComplexWriter.withoutImaginary(w, parts.diagonal(all));
    TensorRef angles = m.product(v, v, true, false);
    return w.binary("Sub", all, w.mul(angles, parts.asRow(along)));
  }

  /** The eigenvectors; where the op does not compute them, from a second op that does. */
  private static TensorRef vectors(RuleContext context) {
    if (context.attribute("compute_v").getB()) {
      return context.output(1);
    }
    FlatNode again =
        context
            .writer()
            .op(context.node().op(), context.input(0))
            .like(context.node(), "T", "Tout")
            .with("compute_v", true)
            .writeNode();
    return again.output(1);
  }

  private static @Nullable TensorRef ofVectors(RuleContext context) {
    return context.attribute("compute_v").getB() ? context.gradient(1) : null;
  }
}
