package io.attributable.graph.tape.rules.elementwise;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Functions defined by integrals: their derivatives follow from the integrand.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _DawsnGrad}, {@code _ExpintGrad},
 * {@code _FresnelCosGrad}, {@code _FresnelSinGrad}, {@code _SpenceGrad}.
 */
public final class SpecialFunctionRules {
  private SpecialFunctionRules() {}

  public static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    rules.put("Dawsn", Derivative.rule(SpecialFunctionRules::dawson));
    rules.put("Expint", Derivative.rule((e, x, y) -> e.over(e.of("Exp", x), x)));
    rules.put("FresnelCos", Derivative.rule((e, x, y) -> e.of("Cos", argument(e, x))));
    rules.put("FresnelSin", Derivative.rule((e, x, y) -> e.of("Sin", argument(e, x))));
    rules.put("Spence", Derivative.rule(SpecialFunctionRules::spence));
    return rules;
  }

  /** 1 - 2xy. */
  private static TensorRef dawson(ElementwiseWriter e, TensorRef x, TensorRef y) {
    TensorRef product = e.times(x, y);
    return e.minus(e.constant(1), e.plus(product, product));
  }

  private static TensorRef argument(ElementwiseWriter e, TensorRef x) {
    return e.times(e.of("Square", x), e.constant(Math.PI / 2));
  }

  /** log x / (1 - x), whose limit at 1 is -1. */
  private static TensorRef spence(ElementwiseWriter e, TensorRef x, TensorRef y) {
    TensorRef rest = e.minus(e.constant(1), x);
    return e.minus(e.of("DivNoNan", e.of("Log", x), rest), e.isZero(rest));
  }
}
