package io.attributable.graph.tape.rules.elementwise;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Bessel functions of the orders 0 and 1. Those with an e are scaled: I by exp(-|x|), K by exp(x).
 * At zero the derivatives of I1 and J1 are 1/2; Python's rule gives 1 for I1.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _BesselI0Grad} to {@code
 * _BesselY1Grad}; NIST Digital Library of Mathematical Functions, sections 10.6(i) and 10.29(i).
 */
public final class BesselRules {
  private BesselRules() {}

  public static Map<String, GradientRule> all() {
    Map<String, Derivative> derivatives = new HashMap<>();
    derivatives.put("BesselI0", (e, x, y) -> e.of("BesselI1", x));
    derivatives.put("BesselI0e", (e, x, y) -> e.minus(e.of("BesselI1e", x), signed(e, x, y)));
    derivatives.put("BesselI1", (e, x, y) -> e.minus(e.of("BesselI0", x), ratio(e, y, x)));
    derivatives.put("BesselI1e", BesselRules::scaledI1);
    derivatives.put("BesselJ0", (e, x, y) -> e.of("Neg", e.of("BesselJ1", x)));
    derivatives.put("BesselJ1", (e, x, y) -> e.minus(e.of("BesselJ0", x), ratio(e, y, x)));
    derivatives.put("BesselK0", (e, x, y) -> e.of("Neg", e.of("BesselK1", x)));
    derivatives.put("BesselK0e", (e, x, y) -> e.minus(y, e.of("BesselK1e", x)));
    derivatives.put(
        "BesselK1", (e, x, y) -> e.of("Neg", e.plus(e.of("BesselK0", x), e.over(y, x))));
    derivatives.put("BesselK1e", BesselRules::scaledK1);
    derivatives.put("BesselY0", (e, x, y) -> e.of("Neg", e.of("BesselY1", x)));
    derivatives.put("BesselY1", (e, x, y) -> e.minus(e.of("BesselY0", x), e.over(y, x)));
    Map<String, GradientRule> rules = new HashMap<>();
    derivatives.forEach((op, derivative) -> rules.put(op, Derivative.rule(derivative)));
    return rules;
  }

  private static TensorRef scaledI1(ElementwiseWriter e, TensorRef x, TensorRef y) {
    return e.minus(e.of("BesselI0e", x), e.plus(ratio(e, y, x), signed(e, x, y)));
  }

  private static TensorRef scaledK1(ElementwiseWriter e, TensorRef x, TensorRef y) {
    return e.minus(e.minus(y, e.over(y, x)), e.of("BesselK0e", x));
  }

  /** sign(x) y: the derivative of the factor exp(-|x|) is -sign(x) times it. */
  private static TensorRef signed(ElementwiseWriter e, TensorRef x, TensorRef y) {
    return e.times(e.of("Sign", x), y);
  }

  /** y / x, whose limit at zero is 1/2. */
  private static TensorRef ratio(ElementwiseWriter e, TensorRef y, TensorRef x) {
    return e.plus(e.of("DivNoNan", y, x), e.times(e.isZero(x), e.constant(0.5)));
  }
}
