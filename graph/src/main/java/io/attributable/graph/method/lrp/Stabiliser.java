package io.attributable.graph.method.lrp;

import io.attributable.Lrp;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.proto.DataType;

/**
 * Divides relevance by what it is shared out in proportion to: R / (z + epsilon · sign(z)), the
 * sign of zero being 1, as in captum and Zennit.
 *
 * @param epsilon zero has what is divided by zero become zero
 */
record Stabiliser(double epsilon) {
  /**
   * The difference of 1 to the next number of half precision: a quotient by less would overflow.
   */
  private static final double OF_HALF = 1.0 / 1024;

  /** Of sums, pooling and rules other than epsilon, where a large one would only lose relevance. */
  private static final double LARGEST = 1e-6;

  /** Of the epsilon rule, which a large one makes sparser. */
  static Stabiliser ofEpsilonRule(Lrp method) {
    return new Stabiliser(method.epsilon());
  }

  /** Of all else; as small as Zennit's at most. */
  static Stabiliser of(Lrp method) {
    return new Stabiliser(Math.min(method.epsilon(), LARGEST));
  }

  /** The quotient, shaped like the denominator. */
  TensorRef divide(NodeWriter w, TensorRef relevance, TensorRef z) {
    if (epsilon == 0) {
      return w.op("DivNoNan", relevance, z).shapedLike(z).write();
    }
    boolean half = w.graph().type(z) == DataType.DT_HALF;
    double least = half ? Math.max(epsilon, OF_HALF) : epsilon;
    TensorRef isNegative = w.op("Less", z, w.scalarLike(z, 0)).shapedLike(z).write();
    TensorRef shift =
        w.op("SelectV2", isNegative, w.scalarLike(z, -least), w.scalarLike(z, least))
            .shapedLike(z)
            .write();
    TensorRef stable = w.op("AddV2", z, shift).shapedLike(z).write();
    return w.op("RealDiv", relevance, stable).shapedLike(z).write();
  }
}
