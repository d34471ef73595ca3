/**
 * Computes one example on several cores, along its sequence. Start at {@link
 * io.attributable.graph.shard.ShardedPlan}; {@link io.attributable.graph.shard.ShardingRules} has a
 * rule for each op.
 */
@NullMarked
package io.attributable.graph.shard;

import org.jspecify.annotations.NullMarked;
