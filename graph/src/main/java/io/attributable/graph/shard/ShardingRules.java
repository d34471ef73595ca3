package io.attributable.graph.shard;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rule of each op. An op without one is computed as a whole. */
final class ShardingRules {
  private static final ShardingRules ALL = new ShardingRules();

  private final Map<String, ShardingRule> rules = new HashMap<>();

  private ShardingRules() {
    ElementwiseSharding.addTo(this::add);
    ProductSharding.addTo(this::add);
    ReductionSharding.addTo(this::add);
    ArrangementSharding.addTo(this::add);
  }

  /** Those of all families. */
  static ShardingRules all() {
    return ALL;
  }

  private void add(ShardingRule rule, String... ops) {
    for (String op : ops) {
      if (rules.put(op, rule) != null) {
        throw new IllegalStateException("two rules for " + op);
      }
    }
  }

  Optional<ShardingRule> find(String op) {
    return Optional.ofNullable(rules.get(op));
  }
}
