package io.attributable.graph.method.deeplift;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A fused normalisation by the mean and the variance of what it is given, as Keras 2 has layer
 * normalisation done: with d = x - mean and r = 1/√(variance + ε), the product d r, the square of d
 * and r go by their own rules.
 */
final class Normalisations {
  private final RuleContext context;
  private final Passes passes;
  private final NodeWriter w;
  private final TensorRef axes;
  private final boolean first;
  private final int rank;

  private Normalisations(RuleContext context, Passes passes) {
    this.context = context;
    this.passes = passes;
    this.w = context.writer();
    String format = OptionalAttributes.text(context.node(), "data_format");
    this.first = format.startsWith("NC");
    this.rank = format.length();
    int[] others = new int[rank - 1];
    for (int i = 0; i < others.length; i++) {
      others[i] = first && i > 0 ? i + 1 : i;
    }
    this.axes = w.ints(others);
  }

  static Map<Integer, TensorRef> multiplier(RuleContext context, Passes passes) {
    return Map.of(0, new Normalisations(context, passes).multiplier());
  }

  /** Deviations from the mean, and the factor that makes them normal. */
  private record Normal(TensorRef deviation, TensorRef factor) {}

  private Normal normal(TensorRef given) {
    TensorRef x = w.cast(given, type());
    TensorRef deviation = w.binary("Sub", x, w.mean(x, axes, true));
    TensorRef variance = w.mean(w.unary("Square", deviation), axes, true);
    TensorRef epsilon = w.scalarLike(variance, context.attribute("epsilon").getF());
    return new Normal(deviation, w.unary("Rsqrt", w.binary("AddV2", variance, epsilon)));
  }

  private DataType type() {
    return w.graph().type(context.input(1));
  }

  private TensorRef multiplier() {
    TensorRef x = context.input(0);
    Normal at = normal(x);
    Normal base = normal(passes.baseline(x));
    TensorRef dy = w.mul(w.cast(context.gradient(), type()), scale());
    TensorRef ofFactor = w.sum(w.mul(dy, mean(at.deviation, base.deviation)), axes, true);
    TensorRef ofVariance = w.mul(ofFactor, secant(at.factor, base.factor));
    TensorRef ofSquares = meanOf(ofVariance, w.binary("AddV2", at.deviation, base.deviation));
    TensorRef ofDeviation = w.binary("AddV2", w.mul(dy, mean(at.factor, base.factor)), ofSquares);
    TensorRef centred = w.binary("Sub", ofDeviation, w.mean(ofDeviation, axes, true));
    return w.cast(centred, w.graph().type(x));
  }

  private TensorRef scale() {
    int[] sizes = new int[rank];
    java.util.Arrays.fill(sizes, 1);
    sizes[first ? 1 : rank - 1] = -1;
    return w.reshape(context.input(1), w.ints(sizes), Shape.unknown());
  }

  private TensorRef mean(TensorRef a, TensorRef b) {
    return w.mul(w.binary("AddV2", a, b), w.scalarLike(a, 0.5));
  }

  /** Each square is one of so many that the variance is the mean of. */
  private TensorRef meanOf(TensorRef ofVariance, TensorRef slopes) {
    TensorRef count = w.sum(w.unary("OnesLike", slopes), axes, true);
    return w.mul(w.binary("RealDiv", ofVariance, count), slopes);
  }

  /** As that of {@code Rsqrt}. */
  private TensorRef secant(TensorRef r, TensorRef r0) {
    TensorRef product = w.mul(r, r0);
    return w.neg(w.mul(product, w.binary("RealDiv", product, w.binary("AddV2", r, r0))));
  }
}
