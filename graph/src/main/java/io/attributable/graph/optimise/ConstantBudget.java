package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;

/** How many bytes of constants a plan may still take up. Not thread-safe. */
final class ConstantBudget {
  /**
   * A graph is one protocol buffer, which is limited to 2 GiB (protobuf.dev, Proto Limits); the
   * rest is for everything else.
   */
  private static final long LARGEST_GRAPH = 1900L << 20;

  private long left = LARGEST_GRAPH;

  private ConstantBudget(PlanNodes nodes) {
    for (FlatNode node : nodes.all()) {
      if (node.op().equals("Const")) {
        left -= node.attribute("value").getTensor().getTensorContent().size();
      }
    }
  }

  static ConstantBudget of(PlanNodes nodes) {
    return new ConstantBudget(nodes);
  }

  /** Whether one more constant fits. */
  boolean has(long bytes) {
    return bytes <= left;
  }

  void take(long bytes) {
    left -= bytes;
  }
}
