package io.attributable.graph.shard;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeOrder;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.plan.PlanWork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.proto.NodeDef;

/**
 * Computes a single example in shards, one for each core. Rows of a sequence, which are its tokens
 * or patches, have most of a transformer to themselves: layers, normalisation, activations. What
 * each takes of others, such as the keys of attention, is put together before. Cores then meet a
 * few times in each block, and not in each operation.
 *
 * <p>Any part of this is right for itself: a node is computed by shards only where a rule says how,
 * by static shapes, and as a whole otherwise. Results differ by rounding: sums of shards, and
 * products of fewer rows.
 *
 * <p>Source: propagation of shardings, Xu et al. (2021), "GSPMD: General and Scalable
 * Parallelization for ML Computation Graphs", arXiv:2105.04663, section 3; the sequence as the
 * axis, Korthikanti et al. (2022), arXiv:2205.05198, section 4.2.2.
 */
public final class ShardedPlan {
  private final PlanNodes nodes;
  private final ShardLimits limits;

  private ShardedPlan(PlanNodes nodes, ShardLimits limits) {
    this.nodes = nodes;
    this.limits = limits;
  }

  /**
   * Has nodes computed by shards.
   *
   * @param nodes with static shapes; left alone if shards would do too little of their work
   * @return whether nodes were replaced
   */
  public static boolean in(PlanNodes nodes, ShardLimits limits) {
    nodes.reorder(ordered(nodes.all()));
    return new ShardedPlan(nodes, limits).replaced();
  }

  /** Fewer shards where there are too few rows for more. */
  private boolean replaced() {
    double all = PlanWork.of(nodes.all()).multiplications();
    for (int shards = limits.shards(); shards > 1; shards /= 2) {
      ShardPropagation found = ShardPropagation.of(nodes, limits.with(shards));
      if (!found.sharded().isEmpty() && found.multiplications() >= limits.share() * all) {
        nodes.replace(new ShardWriter(nodes, found.sharded(), shards)::write);
        nodes.prune();
        return true;
      }
    }
    return false;
  }

  private static List<FlatNode> ordered(List<FlatNode> nodes) {
    Map<String, FlatNode> byName = new HashMap<>();
    nodes.forEach(node -> byName.put(node.name(), node));
    return NodeOrder.of(nodes.stream().map(ShardedPlan::dependencies).toList()).stream()
        .map(node -> Objects.requireNonNull(byName.get(node.getName())))
        .toList();
  }

  private static NodeDef dependencies(FlatNode node) {
    NodeDef.Builder proto = NodeDef.newBuilder().setName(node.name());
    node.inputs().forEach(input -> proto.addInput(input.toString()));
    node.controls().forEach(control -> proto.addInput("^" + control));
    return proto.build();
  }
}
