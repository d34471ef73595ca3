package io.attributable.graph.method;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.Optional;

/** Whether a tensor is written channels first, as far as the ops around it say so. */
final class ChannelsFirst {
  private ChannelsFirst() {}

  /** What says NCHW, NCW or NCDHW of the tensor, if anything around it does. */
  static Optional<FlatNode> around(FlatGraph graph, TensorRef tensor) {
    return SameLayout.around(graph, tensor).stream()
        .map(SameLayout.Neighbour::node)
        .filter(node -> SameLayout.format(node).filter(SameLayout::isFirst).isPresent())
        .findFirst();
  }
}
