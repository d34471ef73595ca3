package io.attributable.graph.method;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether a tensor is written channels first, as far as the ops around it say so. */
final class ChannelsFirst {
  /** How many tensors of the same shape are looked at around one. */
  private static final int LOOKED_AT = 64;

  private ChannelsFirst() {}

  /**
   * What says NCHW, NCW or NCDHW of the tensor: the op that makes it, one that takes it, or one of
   * those around tensors of the same shape. Activations, biases and sums leave the shape as it is,
   * so that the layout is the same on both sides; a convolution that says NHWC ends the path.
   */
  static Optional<FlatNode> around(FlatGraph graph, TensorRef tensor) {
    Set<TensorRef> alike = new HashSet<>(Set.of(tensor));
    Deque<TensorRef> open = new ArrayDeque<>(alike);
    while (!open.isEmpty() && alike.size() < LOOKED_AT) {
      TensorRef next = open.remove();
      List<FlatNode> around = new ArrayList<>(graph.consumers(next));
      around.add(graph.node(next.node()));
      for (FlatNode node : around) {
        Optional<String> format = dataFormat(node);
        if (format.filter(layout -> layout.startsWith("NC")).isPresent()) {
          return Optional.of(node);
        }
        if (format.isEmpty() && !node.op().equals("Transpose")) {
          tensors(node)
              .filter(other -> hasShapeOf(graph, other, tensor) && alike.add(other))
              .forEach(open::add);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> dataFormat(FlatNode node) {
    return node.definition().getAttrList().stream()
        .filter(attribute -> attribute.getName().equals("data_format"))
        .findFirst()
        .map(attribute -> node.attribute(attribute.getName()).getS().toStringUtf8());
  }

  /** What a node takes and makes. */
  private static Stream<TensorRef> tensors(FlatNode node) {
    return Stream.concat(
        node.inputs().stream(), IntStream.range(0, node.outputs().size()).mapToObj(node::output));
  }

  /** Shapes with unknown sizes never equal each other, so that their sizes are compared. */
  private static boolean hasShapeOf(FlatGraph graph, TensorRef other, TensorRef tensor) {
    return graph.holds(other)
        && !graph.shape(other).isUnknown()
        && !graph.shape(tensor).isUnknown()
        && Arrays.equals(graph.shape(other).asArray(), graph.shape(tensor).asArray());
  }
}
