package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;

/** How many bytes of constants a plan may still take up. Not thread-safe. */
final class ConstantBudget {
  /** A graph is one protocol buffer, which ends at 2 GiB; the rest is for everything else. */
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

  /** Whether one more constant finds room. */
  boolean has(long bytes) {
    return bytes <= left;
  }

  void take(long bytes) {
    left -= bytes;
  }
}
