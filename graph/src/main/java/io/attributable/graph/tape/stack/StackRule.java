package io.attributable.graph.tape.stack;

import java.util.List;

/** Writes what a node does for all seeds at once. */
interface StackRule {
  /**
   * Adds the nodes.
   *
   * @return what stands for each of the node's outputs
   * @throws NotStackedException if that is not known to be the same
   */
  List<Stacked> stack(StackedNode node);
}
