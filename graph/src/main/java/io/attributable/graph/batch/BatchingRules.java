package io.attributable.graph.batch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rule of each op. An op without one mixes the examples, as far as anybody knows. */
final class BatchingRules {
  private static final BatchingRules ALL = new BatchingRules();

  private final Map<String, BatchingRule> rules = new HashMap<>();

  private BatchingRules() {
    ElementwiseBatching.addTo(this::add);
    WindowBatching.addTo(this::add);
    ProductBatching.addTo(this::add);
    ReductionBatching.addTo(this::add);
    ArrangementBatching.addTo(this::add);
    JoiningBatching.addTo(this::add);
    SelectionBatching.addTo(this::add);
  }

  /** Those of all families. */
  static BatchingRules all() {
    return ALL;
  }

  private void add(BatchingRule rule, String... ops) {
    for (String op : ops) {
      if (rules.put(op, rule) != null) {
        throw new IllegalStateException("two rules for " + op);
      }
    }
  }

  Optional<BatchingRule> find(String op) {
    return Optional.ofNullable(rules.get(op));
  }
}
