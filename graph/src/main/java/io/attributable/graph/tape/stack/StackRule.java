package io.attributable.graph.tape.stack;

import java.util.List;

/** Writes what a node does for all seeds at once. */
interface StackRule {
  /**
   * Adds the nodes.
   *
   * @return the stacked outputs of the node
   * @throws NotStackedException if they may differ from those of single passes
   */
  List<Stacked> stack(StackedNode node);
}
