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
    TensorRef total = total(at.x(0), at.y(), logarithm);
    TensorRef total0 = total(at.x0(0), at.y0(), logarithm);
    TensorRef dx = change();
    TensorRef change = w.binary("Sub", total, total0);
    TensorRef shares = at.elements().times(larger(total, total0, change, logarithm), at.decay(dx));
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

  /** {@code L}, by row: what the largest value is above its own logarithm. */
  private TensorRef total(TensorRef x, TensorRef y, boolean logarithm) {
    TensorRef largest = largest(y);
    return w.binary("Sub", largest(x), logarithm ? largest : w.unary("Log", largest));
  }

  private TensorRef largest(TensorRef values) {
    return w.op("Max", values, w.ints(-1)).with("keep_dims", true).write();
  }

  /** The softmax's multiplier from its logarithm: the logarithmic mean of both values. */
  private TensorRef secant(TensorRef dx, TensorRef change) {
    TensorRef larger = at.elements().of("Maximum", at.y(), at.y0());
    return at.elements().times(larger, at.decay(at.elements().minus(dx, change)));
  }

  /**
   * By element, the larger exponential as a part of the logarithmic mean of both sums. What L
   * changes by per change of an element is the logarithmic mean of its exponentials as such a part.
   */
  private TensorRef larger(TensorRef total, TensorRef total0, TensorRef change, boolean logarithm) {
    TensorRef scale = w.binary("Maximum", total, total0);
    TensorRef decay = at.decay(change);
    if (logarithm) {
      TensorRef larger = at.elements().of("Maximum", at.x(0), at.x0(0));
      TensorRef mean = w.binary("AddV2", scale, w.unary("Log", decay));
      return w.unary("Exp", at.elements().minus(larger, mean));
    }
    return at.elements()
        .of("Maximum", part(at.y(), total, scale, decay), part(at.y0(), total0, scale, decay));
  }

  private TensorRef part(TensorRef y, TensorRef total, TensorRef scale, TensorRef decay) {
    TensorRef sum = w.unary("Exp", w.binary("Sub", total, scale));
    return at.elements().times(y, w.binary("RealDiv", sum, decay));
  }
}
