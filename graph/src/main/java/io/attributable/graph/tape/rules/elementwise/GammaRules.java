package io.attributable.graph.tape.rules.elementwise;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.Unbroadcast;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * Functions around the gamma function. There is no implemented derivative of the incomplete beta
 * function with respect to a and b, of the polygamma function with respect to its order, or of the
 * Hurwitz zeta function with respect to its exponent. Python returns no gradient for these; here
 * they are refused.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _IgammaGrad}, {@code
 * _PolygammaGrad}, {@code _ZetaGrad}, {@code _BetaincGrad}; NIST Digital Library of Mathematical
 * Functions, sections 5.15, 8.8, 8.17 and 25.11.
 */
public final class GammaRules {
  private GammaRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "Igamma", ArithmeticRules.rule(GammaRules::byShape, GammaRules::byBound),
        "Igammac",
            ArithmeticRules.rule(
                (w, a, x, dy) -> w.neg(byShape(w, a, x, dy)),
                (w, a, x, dy) -> w.neg(byBound(w, a, x, dy))),
        "Polygamma", secondOnly(GammaRules::polygamma),
        "Zeta", secondOnly(GammaRules::zeta),
        "Betainc", GammaRules::beta);
  }

  private static TensorRef byShape(NodeWriter w, TensorRef a, TensorRef x, TensorRef dy) {
    TensorRef derivative = w.binary("IgammaGradA", exactly(w, a), exactly(w, x));
    return w.mul(dy, w.cast(derivative, w.graph().type(a)));
  }

  /** {@code IgammaGradA} has no kernel in half precision. */
  private static TensorRef exactly(NodeWriter w, TensorRef x) {
    DataType type = w.graph().type(x);
    return w.cast(x, type == DataType.DT_DOUBLE ? type : DataType.DT_FLOAT);
  }

  /** x^(a - 1) exp(-x) / gamma(a), in logarithms, as its factors overflow. */
  private static TensorRef byBound(NodeWriter w, TensorRef a, TensorRef x, TensorRef dy) {
    TensorRef power = w.binary("Xlogy", less(w, a), x);
    TensorRef logarithm = w.binary("Sub", w.binary("Sub", power, x), w.unary("Lgamma", a));
    return w.mul(dy, w.unary("Exp", logarithm));
  }

  private static TensorRef less(NodeWriter w, TensorRef a) {
    ElementwiseWriter e = new ElementwiseWriter(w, a);
    return e.minus(a, e.constant(1));
  }

  private static TensorRef more(NodeWriter w, TensorRef a) {
    ElementwiseWriter e = new ElementwiseWriter(w, a);
    return e.plus(a, e.constant(1));
  }

  private static TensorRef polygamma(NodeWriter w, TensorRef n, TensorRef x, TensorRef dy) {
    return w.mul(dy, w.binary("Polygamma", more(w, n), x));
  }

  private static TensorRef zeta(NodeWriter w, TensorRef x, TensorRef q, TensorRef dy) {
    return w.neg(w.mul(dy, w.mul(x, w.binary("Zeta", more(w, x), q))));
  }

  private static GradientRule secondOnly(ArithmeticRules.Operand second) {
    GradientRule rule = ArithmeticRules.rule((w, a, b, dy) -> dy, second);
    return context -> {
      refuse(context, 0);
      return rule.gradient(context);
    };
  }

  private static void refuse(RuleContext context, int input) {
    if (context.needs(input)) {
      throw new NoGradientException(context.node());
    }
  }

  /** x^(a - 1) (1 - x)^(b - 1) / beta(a, b). Inputs: a, b and x, of one shape or scalars. */
  private static Map<Integer, TensorRef> beta(RuleContext context) {
    refuse(context, 0);
    refuse(context, 1);
    NodeWriter w = context.writer();
    TensorRef a = context.input(0);
    TensorRef b = context.input(1);
    TensorRef x = context.input(2);
    TensorRef below = w.binary("Xlogy", less(w, a), x);
    TensorRef above = w.binary("Xlog1py", less(w, b), w.neg(x));
    TensorRef gammas = w.binary("AddV2", w.unary("Lgamma", a), w.unary("Lgamma", b));
    TensorRef all = w.binary("Sub", w.unary("Lgamma", w.binary("AddV2", a, b)), gammas);
    TensorRef derivative = w.unary("Exp", w.binary("AddV2", w.binary("AddV2", below, above), all));
    TensorRef dy = context.gradient();
    return Map.of(
        2,
        Unbroadcast.toShapeOf(
            context, x, new ArrayWriter(context.writer()).mul(derivative, dy, dy)));
  }
}
