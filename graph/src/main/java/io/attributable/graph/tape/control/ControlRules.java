package io.attributable.graph.tape.control;

import io.attributable.graph.tape.GradientRule;
import java.util.HashMap;
import java.util.Map;

/** The rules for ops that hold functions, and for those that loops need, by op. */
public final class ControlRules {
  private ControlRules() {}

  /** All of them, loops recording what is expensive to recompute. */
  public static Map<String, GradientRule> all() {
    return all(Recording.PRODUCTS);
  }

  /** All of them, with another choice of what loops record. */
  public static Map<String, GradientRule> all(Recording recording) {
    Map<String, GradientRule> rules = new HashMap<>(ListRules.all());
    rules.putAll(SwitchRules.all());
    GradientRule loop = new WhileRule(recording);
    rules.put("While", loop);
    rules.put("StatelessWhile", loop);
    GradientRule branch = new BranchRule();
    rules.put("If", branch);
    rules.put("StatelessIf", branch);
    rules.put("Case", branch);
    rules.put("StatelessCase", branch);
    return rules;
  }
}
