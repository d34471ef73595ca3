package io.attributable.graph.method.deeplift;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;

/**
 * Softmax and its logarithm, over the last dimension, as what they are made of: with {@code L = log
 * Σ exp x}, the logarithm is {@code x - L}, and the softmax its exponential; exponentials and
 * logarithm go by the rescale rule. So what each row changes by is accounted for exactly, whatever
 * else is in the batch, and multipliers are at most as large as those of the output.
 *
 * <p>captum takes the mean over all examples off; SHAP divides by the sum of exponentials, averaged
 * over both orders, which makes multipliers of the size of exp |L - L′| that nearly cancel, and
 * loses what a value changes by against a maximum that changes.
 */
final class Softmaxes {
  private final RuleContext context;
  private final Multipliers at;
  private final NodeWriter w;

  private Softmaxes(RuleContext context, Passes passes) {
    this.context = context;
    this.at = new Multipliers(context, passes);
    this.w = context.writer();
  }

  static Map<Integer, TensorRef> softmax(RuleContext context, Passes passes) {
    return Map.of(0, new Softmaxes(context, passes).multiplier(false));
  }

  static Map<Integer, TensorRef> logSoftmax(RuleContext context, Passes passes) {
    return Map.of(0, new Softmaxes(context, passes).multiplier(true));
  }

  private TensorRef multiplier(boolean logarithm) {
    TensorRef total = total(at.x(0));
    TensorRef total0 = total(at.x0(0));
    TensorRef dx = change();
    TensorRef change = w.binary("Sub", total, total0);
    TensorRef shares = shares(dx, total, total0, change);
    TensorRef dy = context.gradient();
    TensorRef ofLogarithm = logarithm ? dy : w.mul(dy, secant(dx, change));
    TensorRef sum = w.sum(ofLogarithm, w.ints(-1), true);
    return w.binary("Sub", ofLogarithm, w.mul(shares, sum));
  }

  /** Masks are minus infinity in both passes, and do not change. */
  private TensorRef change() {
    TensorRef same = w.binary("Equal", at.x(0), at.x0(0));
    return at.elements().of("SelectV2", same, at.elements().constant(0), at.dx(0));
  }

  /** {@code log Σ exp x}, by row. */
  private TensorRef total(TensorRef x) {
    TensorRef largest = w.op("Max", x, w.ints(-1)).with("keep_dims", true).write();
    TensorRef sum = w.sum(w.unary("Exp", w.binary("Sub", x, largest)), w.ints(-1), true);
    return w.binary("AddV2", largest, w.unary("Log", sum));
  }

  /** The softmax's multiplier from its logarithm: the logarithmic mean of both values. */
  private TensorRef secant(TensorRef dx, TensorRef change) {
    TensorRef larger = at.elements().of("Maximum", at.y(), at.y0());
    return at.elements().times(larger, at.decay(at.elements().minus(dx, change)));
  }

  /** By element, what L changes by per change of it. */
  private TensorRef shares(TensorRef dx, TensorRef total, TensorRef total0, TensorRef change) {
    TensorRef scale = w.binary("Maximum", total, total0);
    TensorRef larger = at.elements().of("Maximum", at.x(0), at.x0(0));
    TensorRef exponential = w.unary("Exp", at.elements().minus(larger, scale));
    TensorRef mean = at.elements().times(exponential, at.decay(dx));
    return at.elements().over(mean, at.decay(change));
  }
}
