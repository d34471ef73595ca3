package io.attributable.graph.tape.rules;

import io.attributable.graph.tape.GradientRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All Java rules by op. */
public final class JavaRules {
  private static final Map<String, GradientRule> RULES = all();

  private JavaRules() {}

  /** The rule for an op; null where there is none. */
  public static @Nullable GradientRule find(String op) {
    return RULES.get(op);
  }

  /** The ops that have one. */
  public static Set<String> ops() {
    return RULES.keySet();
  }

  private static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    rules.putAll(PassThroughRules.all());
    rules.putAll(UnaryRules.all());
    rules.putAll(ArithmeticRules.all());
    rules.putAll(ShapeRules.all());
    rules.putAll(MatrixRules.all());
    rules.putAll(ConvolutionRules.all());
    return Map.copyOf(rules);
  }
}
