package io.attributable.graph.method;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a tensor is written channels first, as far as the ops around it say so. */
final class ChannelsFirst {
  /** How many ops between a convolution and its layer's output are looked through. */
  private static final int ELEMENT_WISE = 8;

  private ChannelsFirst() {}

  /** What makes the tensor, or takes it, with the data format NCHW, NCW or NCDHW. */
  static Optional<FlatNode> around(FlatGraph graph, TensorRef tensor) {
    List<FlatNode> around = new ArrayList<>(graph.consumers(tensor));
    FlatNode node = graph.node(tensor.node());
    for (int i = 0; i < ELEMENT_WISE; i++) {
      around.add(node);
      if (node.inputs().isEmpty() || !hasShapeOf(graph, node.inputs().get(0), tensor)) {
        break;
      }
      node = graph.node(node.inputs().get(0).node());
    }
    return around.stream().filter(ChannelsFirst::saysSo).findFirst();
  }

  private static boolean saysSo(FlatNode node) {
    return node.definition().getAttrList().stream()
            .anyMatch(attribute -> attribute.getName().equals("data_format"))
        && node.attribute("data_format").getS().toStringUtf8().startsWith("NC");
  }

  /** An activation or a bias leaves the shape as it is, so that the layout is that before it. */
  private static boolean hasShapeOf(FlatGraph graph, TensorRef input, TensorRef tensor) {
    return graph.holds(input) && graph.shape(input).equals(graph.shape(tensor));
  }
}
