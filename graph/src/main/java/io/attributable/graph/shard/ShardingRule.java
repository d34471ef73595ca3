package io.attributable.graph.shard;

import java.util.Optional;

/**
 * Says how an op is computed by shards, given how its inputs are. Asked only of nodes all of whose
 * shapes are static.
 */
@FunctionalInterface
interface ShardingRule {
  /** Empty where it is computed as a whole. */
  Optional<ShardedNode> of(ShardableNode node);

  /** Where families of rules put them. */
  interface Table {
    /** Has a rule for some ops, each of which has one only. */
    void add(ShardingRule rule, String... ops);
  }
}
