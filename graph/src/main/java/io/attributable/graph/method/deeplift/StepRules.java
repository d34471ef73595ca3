package io.attributable.graph.method.deeplift;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Ops that hand back no gradient, but a difference: steps, of which the gradient is 0 and the
 * difference is not, and {@code tf.stop_gradient}, which is about training alone.
 */
final class StepRules {
  /** Steps, one number of one number. */
  static final Set<String> STEPS = Set.of("Sign", "Floor", "Ceil", "Round", "Rint");

  /** What hands its input on. */
  static final Set<String> BARRIERS = Set.of("StopGradient", "PreventGradient");

  private StepRules() {}

  static boolean has(String op) {
    return STEPS.contains(op) || BARRIERS.contains(op);
  }

  /** Lets the tape go through them; steps have rules of their own in the table. */
  static Map<String, GradientRule> passing() {
    Map<String, GradientRule> rules = new HashMap<>();
    STEPS.forEach(op -> rules.put(op, RuleContext::outputGradients));
    BARRIERS.forEach(op -> rules.put(op, RuleContext::outputGradients));
    return rules;
  }
}
