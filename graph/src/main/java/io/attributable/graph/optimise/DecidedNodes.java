package io.attributable.graph.optimise;

import io.attributable.graph.flat.NodeOrder;
import io.attributable.graph.op.ImpureOps;
import io.attributable.graph.op.OpTrait;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** What decides which values the nodes of a plan have. Immutable. */
final class DecidedNodes {
  /** In this order: who has inputs of several kinds is of the last of them. */
  private enum Kind {
    /** Constants, shapes that are the same, and what is fed the same where these are. */
    FIXED,
    /** The baselines beside these. */
    BY_BASELINES,
    /** Something else that is fed, or the state of a session. */
    BY_INPUTS
  }

  private final BaselinePass.Feeds feeds;
  private final Map<String, Kind> kinds = new HashMap<>();

  /**
   * Finds out.
   *
   * @param nodes each after those that it depends on
   */
  DecidedNodes(List<NodeDef> nodes, BaselinePass.Feeds feeds) {
    this.feeds = feeds;
    nodes.forEach(node -> kinds.put(node.getName(), kind(node)));
  }

  /** Whether the baselines decide a node's values, and nothing that changes where they do not. */
  boolean areByBaselines(String node) {
    return kinds.get(node) == Kind.BY_BASELINES;
  }

  /** Whether nothing does that changes from run to run. */
  boolean areFixed(String node) {
    return kinds.get(node) == Kind.FIXED;
  }

  private Kind kind(NodeDef node) {
    if (feeds.baselines().contains(node.getName())) {
      return Kind.BY_BASELINES;
    }
    if (feeds.fixed().contains(node.getName())) {
      return Kind.FIXED;
    }
    if (isStateful(node)) {
      return Kind.BY_INPUTS;
    }
    if (OpTrait.READS_SHAPE.is(node.getOp())
        && node.getInputList().stream().map(NodeOrder::nodeOf).allMatch(feeds::hasKnownShape)) {
      return Kind.FIXED;
    }
    return node.getInputList().stream()
        .map(input -> kinds.getOrDefault(NodeOrder.nodeOf(input), Kind.BY_INPUTS))
        .max(Kind::compareTo)
        .orElse(Kind.FIXED);
  }

  /** Fed, or not, as a default may be; random; a variable's; or of an op that nobody knows. */
  private static boolean isStateful(NodeDef node) {
    Optional<OpDef> op = PlanOps.find(node.getOp());
    return OpTrait.PLACEHOLDER.is(node.getOp())
        || op.map(OpDef::getIsStateful).orElse(true)
        || ImpureOps.isRandom(node.getOp(), node.getAttrMap())
        || ImpureOps.writesOther(node.getOp());
  }
}
