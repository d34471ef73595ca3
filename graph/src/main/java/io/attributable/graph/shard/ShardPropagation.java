package io.attributable.graph.shard;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.shard.ShardableNode.Input;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Finds out which nodes are computed by shards, from inputs to results. */
final class ShardPropagation {
  private static final ShardingRules RULES = ShardingRules.all();

  private final PlanNodes nodes;
  private final ShardLimits limits;
  private final Map<String, ShardedNode> sharded = new LinkedHashMap<>();

  /** What is the same in every run. */
  private final Set<String> fixed = new HashSet<>();

  private double multiplications;

  private ShardPropagation(PlanNodes nodes, ShardLimits limits) {
    this.nodes = nodes;
    this.limits = limits;
  }

  /**
   * Looks at nodes.
   *
   * @param nodes in topological order
   */
  static ShardPropagation of(PlanNodes nodes, ShardLimits limits) {
    ShardPropagation propagation = new ShardPropagation(nodes, limits);
    nodes.all().forEach(propagation::visit);
    return propagation;
  }

  /** By name, the nodes that are computed by shards. */
  Map<String, ShardedNode> sharded() {
    return sharded;
  }

  /** How many of them the shards do. */
  double multiplications() {
    return multiplications;
  }

  private void visit(FlatNode node) {
    if (!nodes.isFed(node)
        && !isPlaceholder(node)
        && node.inputs().stream().allMatch(input -> fixed.contains(input.node()))) {
      fixed.add(node.name());
    }
    RULES
        .find(node.op())
        .filter(unused -> isReached(node) && mayBeSharded(node))
        .ifPresent(rule -> shard(node, rule));
  }

  private static boolean isPlaceholder(FlatNode node) {
    return node.op().startsWith("Placeholder");
  }

  /** Shards begin with products, and go on from there. */
  private boolean isReached(FlatNode node) {
    return OpTrait.sumsProducts(node.op())
        || node.inputs().stream().anyMatch(input -> sharded.containsKey(input.node()));
  }

  private boolean mayBeSharded(FlatNode node) {
    return !nodes.isFed(node)
        && !fixed.contains(node.name())
        && !node.definition().getIsStateful()
        && !node.outputs().isEmpty()
        && node.outputs().stream().allMatch(output -> Types.isStatic(output.shape()))
        && node.inputs().stream()
            .map(nodes::tensor)
            .allMatch(input -> Types.isStatic(input.shape()));
  }

  private void shard(FlatNode node, ShardingRule rule) {
    ShardableNode shardable =
        new ShardableNode(
            node,
            node.inputs().stream().map(this::input).toList(),
            node.outputs().get(0).shape(),
            limits);
    Optional<ShardedNode> found = rule.of(shardable);
    found.ifPresent(how -> sharded.put(node.name(), how));
    if (found.isPresent()) {
      ProductLabels.of(shardable)
          .ifPresent(product -> multiplications += product.multiplications());
    }
  }

  private Input input(TensorRef tensor) {
    FlatNode node = nodes.node(tensor);
    ShardedNode how = sharded.get(tensor.node());
    return new Input(
        nodes.tensor(tensor).shape(),
        how == null ? OptionalInt.empty() : how.axis(),
        fixed.contains(tensor.node()),
        node);
  }
}
