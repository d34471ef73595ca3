package io.attributable.graph.tape.stack;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The rules there are, by op. */
final class StackRules {
  private static final Map<String, StackRule> RULES = all();

  private StackRules() {}

  private static Map<String, StackRule> all() {
    Map<String, StackRule> rules = new HashMap<>();
    rules.putAll(ElementStack.rules());
    rules.putAll(ShapeStack.rules());
    rules.putAll(SliceStack.rules());
    rules.putAll(ProductStack.rules());
    rules.putAll(ImageStack.rules());
    rules.putAll(ListStack.rules());
    return Map.copyOf(rules);
  }

  static boolean has(String op) {
    return RULES.containsKey(op);
  }

  static StackRule of(String op) {
    return Objects.requireNonNull(RULES.get(op));
  }
}
