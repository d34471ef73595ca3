package io.attributable.graph.tape.rules;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.Map;

/** Integrals that have names: their slopes are what stands under the integral. */
final class SpecialFunctionRules {
  private SpecialFunctionRules() {}

  static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    rules.put("Dawsn", Slope.rule(SpecialFunctionRules::dawson));
    rules.put("Expint", Slope.rule((e, x, y) -> e.over(e.of("Exp", x), x)));
    rules.put("FresnelCos", Slope.rule((e, x, y) -> e.of("Cos", turn(e, x))));
    rules.put("FresnelSin", Slope.rule((e, x, y) -> e.of("Sin", turn(e, x))));
    rules.put("Spence", Slope.rule(SpecialFunctionRules::spence));
    return rules;
  }

  /** 1 - 2xy. */
  private static TensorRef dawson(Elementwise e, TensorRef x, TensorRef y) {
    TensorRef product = e.times(x, y);
    return e.minus(e.number(1), e.plus(product, product));
  }

  private static TensorRef turn(Elementwise e, TensorRef x) {
    return e.times(e.of("Square", x), e.number(Math.PI / 2));
  }

  /** log x / (1 - x), which goes to -1 where both go to zero. */
  private static TensorRef spence(Elementwise e, TensorRef x, TensorRef y) {
    TensorRef rest = e.minus(e.number(1), x);
    return e.minus(e.of("DivNoNan", e.of("Log", x), rest), e.isZero(rest));
  }
}
