package io.attributable.graph.tape.rules.random;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.Unbroadcast;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Samples of the truncated normal distribution. For a standardised sample z between low and high at
 * quantile p, the derivative with respect to high is p times the ratio of the densities at high and
 * z, and with respect to low 1 - p times that at low. Mean and deviation also change the
 * standardised bounds, which Python's rule overlooks. Inputs: shape, seed, means, deviations, lower
 * and upper bounds.
 *
 * <p>Source: Figurnov, Mohamed and Mnih (2018), Implicit Reparameterization Gradients,
 * arXiv:1805.08498; {@code tensorflow/python/ops/random_grad.py}, {@code
 * _StatelessParameterizedTruncatedNormalGrad}.
 */
final class TruncatedNormal {
  private static final int MEAN = 2;
  private static final int DEVIATION = 3;
  private static final int LOW = 4;
  private static final int HIGH = 5;

  private final RuleContext context;
  private final NodeWriter w;
  private final TensorRef z;
  private final TensorRef low;
  private final TensorRef high;

  TruncatedNormal(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.z = standard(context.output(0));
    this.low = standard(context.input(LOW));
    this.high = standard(context.input(HIGH));
  }

  private TensorRef standard(TensorRef x) {
    TensorRef mean = RandomRules.exactly(w, context.input(MEAN));
    TensorRef deviation = RandomRules.exactly(w, context.input(DEVIATION));
    return w.binary("RealDiv", w.binary("Sub", RandomRules.exactly(w, x), mean), deviation);
  }

  Map<Integer, TensorRef> gradients() {
    TensorRef quantile = quantile();
    TensorRef byLow = boundDerivative(low, w.unary("Log1p", w.neg(quantile)));
    TensorRef byHigh = boundDerivative(high, w.unary("Log", quantile));
    TensorRef byMean = w.binary("Sub", w.scalarLike(z, 1), w.binary("AddV2", byLow, byHigh));
    // An infinite bound has no influence.
    TensorRef byBounds =
        w.binary("AddV2", w.binary("MulNoNan", low, byLow), w.binary("MulNoNan", high, byHigh));
    Map<Integer, TensorRef> slopes =
        Map.of(MEAN, byMean, DEVIATION, w.binary("Sub", z, byBounds), LOW, byLow, HIGH, byHigh);
    Map<Integer, TensorRef> gradients = new HashMap<>();
    context.needed().forEach(input -> gradients.put(input, gradient(input, slopes)));
    return gradients;
  }

  private TensorRef gradient(int input, Map<Integer, TensorRef> slopes) {
    TensorRef own = context.input(input);
    TensorRef dy = context.gradient();
    TensorRef slope = w.cast(slopes.getOrDefault(input, z), w.graph().type(own));
    return Unbroadcast.toShapeOf(
        context, own, new ArrayWriter(context.writer()).mul(dy, slope, dy));
  }

  /** exp((z² - bound²) / 2) times a part whose logarithm is given, as the factors overflow. */
  private TensorRef boundDerivative(TensorRef bound, TensorRef logarithm) {
    TensorRef squares = w.binary("Sub", w.unary("Square", z), w.unary("Square", bound));
    TensorRef densities = w.mul(squares, w.scalarLike(z, 0.5));
    return w.unary("Exp", w.binary("AddV2", densities, logarithm));
  }

  private TensorRef quantile() {
    TensorRef below = area(low);
    TensorRef part =
        w.binary("RealDiv", w.binary("Sub", area(z), below), w.binary("Sub", area(high), below));
    TensorRef notNegative = w.binary("Maximum", part, w.scalarLike(z, 0));
    return w.binary("Minimum", notNegative, w.scalarLike(z, 1));
  }

  /** Twice the normal distribution function; only ratios of differences are used. */
  private TensorRef area(TensorRef x) {
    return w.unary("Erfc", w.mul(x, w.scalarLike(x, -Math.sqrt(0.5))));
  }
}
