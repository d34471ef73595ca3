package io.attributable.graph.method.deeplift;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Element-wise ops of two numbers u and v: the multiplier of u is the mean over both orders in
 * which the two may change, {@code ½ [f(u,v) - f(u′,v) + f(u,v′) - f(u′,v′)] / Δu}. Both
 * multipliers together account for all that the output changes by. For products it is the mean of
 * the other factor.
 *
 * <p>Source: {@code shap/explainers/_deep/deep_tf.py}, {@code nonlinearity_2d_handler}: the Shapley
 * value of two players, S. Lundberg, S.-I. Lee, arXiv:1705.07874.
 */
final class Pairs {
  private final RuleContext context;
  private final Passes passes;
  private final Multipliers at;
  private final NodeWriter w;
  private final ElementwiseWriter e;

  private Pairs(RuleContext context, Passes passes) {
    this.context = context;
    this.passes = passes;
    this.at = new Multipliers(context, passes);
    this.w = context.writer();
    this.e = at.elements();
  }

  /**
   * One of several equal functions of two numbers that is made of lines: as exact as its values.
   */
  static Map<Integer, TensorRef> ofLines(RuleContext context, Passes passes) {
    return new Pairs(context, passes).all(true);
  }

  static Map<Integer, TensorRef> ofCurves(RuleContext context, Passes passes) {
    return new Pairs(context, passes).all(false);
  }

  private Map<Integer, TensorRef> all(boolean lines) {
    Map<Integer, TensorRef> multipliers = new HashMap<>();
    for (int input : context.needed()) {
      TensorRef dx = at.dx(input);
      TensorRef enough = lines ? at.changes(dx) : at.changesEnough(input, dx);
      TensorRef quotient = at.times(input, e.of("DivNoNan", change(input), dx));
      TensorRef gradient = at.gradient(input, context.gradient());
      multipliers.put(
          input, w.op("SelectV2", enough, quotient, gradient).shapedLike(at.x(input)).write());
    }
    return multipliers;
  }

  /** What the output changes by as one input does, the mean over both values of the other. */
  private TensorRef change(int input) {
    if (!passes.varies(at.x(1 - input))) {
      return at.dy();
    }
    TensorRef crossed = input == 0 ? value(at.x(0), at.x0(1)) : value(at.x0(0), at.x(1));
    TensorRef other = input == 0 ? value(at.x0(0), at.x(1)) : value(at.x(0), at.x0(1));
    return e.times(e.plus(at.dy(), e.minus(crossed, other)), e.constant(0.5));
  }

  private TensorRef value(TensorRef u, TensorRef v) {
    return w.op(context.node().op(), u, v).shapedLike(at.y()).write();
  }

  /** {@code u / v} is u times 1/v, whose secant has the slope {@code -1 / (v v′)}. */
  static Map<Integer, TensorRef> ofQuotient(RuleContext context, Passes passes) {
    return new Pairs(context, passes).quotient();
  }

  private Map<Integer, TensorRef> quotient() {
    TensorRef one = w.scalarLike(at.x(1), 1);
    String op = context.node().op().equals("DivNoNan") ? "DivNoNan" : "RealDiv";
    TensorRef inverse = w.binary(op, one, at.x(1));
    TensorRef inverse0 = w.binary(op, one, at.x0(1));
    Map<Integer, TensorRef> multipliers = new HashMap<>();
    if (context.needs(0)) {
      TensorRef sum = w.binary("AddV2", inverse, inverse0);
      multipliers.put(0, at.times(0, w.mul(sum, w.scalarLike(sum, 0.5))));
    }
    if (context.needs(1)) {
      TensorRef slope = w.neg(w.mul(inverse, inverse0));
      TensorRef secant = op.equals("DivNoNan") ? between(inverse, inverse0, slope) : slope;
      multipliers.put(1, at.times(1, e.times(at.mean(0), secant)));
    }
    return multipliers;
  }

  /** Where one of both is 0 instead of infinite, only the quotient of differences tells. */
  private TensorRef between(TensorRef inverse, TensorRef inverse0, TensorRef slope) {
    TensorRef quotient = at.quotient(w.binary("Sub", inverse, inverse0), at.dx(1));
    TensorRef defined = w.binary("NotEqual", slope, w.scalarLike(slope, 0));
    return w.op("SelectV2", defined, slope, quotient).shapedLike(slope).write();
  }

  /** {@code (u - v)²}: the sum of both differences, {@code (u - v) + (u′ - v′)}. */
  static Map<Integer, TensorRef> ofSquaredDifference(RuleContext context, Passes passes) {
    return new Pairs(context, passes).squaredDifference();
  }

  private Map<Integer, TensorRef> squaredDifference() {
    TensorRef sum = e.plus(e.minus(at.x(0), at.x(1)), e.minus(at.x0(0), at.x0(1)));
    Map<Integer, TensorRef> multipliers = new HashMap<>();
    if (context.needs(0)) {
      multipliers.put(0, at.times(0, sum));
    }
    if (context.needs(1)) {
      multipliers.put(1, at.times(1, w.neg(sum)));
    }
    return multipliers;
  }
}
