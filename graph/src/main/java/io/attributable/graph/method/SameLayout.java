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

/**
 * The ops around a tensor, and around those that have its layout. Activations, biases and sums
 * leave a shape as it is, so that the layout is the same on both sides; an op that says which
 * layout it has ends the path, and so does a transposition.
 */
final class SameLayout {
  /** How many tensors of the same shape are looked at around one. */
  private static final int LOOKED_AT = 64;

  /**
   * An op that takes or makes a tensor.
   *
   * @param tensor one of the same layout
   */
  record Neighbour(TensorRef tensor, FlatNode node) {}

  private SameLayout() {}

  /** The nearest first. */
  static List<Neighbour> around(FlatGraph graph, TensorRef tensor) {
    List<Neighbour> neighbours = new ArrayList<>();
    Set<TensorRef> alike = new HashSet<>(Set.of(tensor));
    Deque<TensorRef> open = new ArrayDeque<>(alike);
    while (!open.isEmpty() && alike.size() < LOOKED_AT) {
      TensorRef next = open.remove();
      List<FlatNode> around = new ArrayList<>(graph.consumers(next));
      around.add(graph.node(next.node()));
      for (FlatNode node : around) {
        neighbours.add(new Neighbour(next, node));
        if (format(node).isEmpty() && !node.op().equals("Transpose")) {
          tensors(node)
              .filter(other -> hasShapeOf(graph, other, tensor) && alike.add(other))
              .forEach(open::add);
        }
      }
    }
    return neighbours;
  }

  /** What an op says of its images, such as {@code NHWC}. */
  static Optional<String> format(FlatNode node) {
    return node.definition().getAttrList().stream()
        .filter(attribute -> attribute.getName().equals("data_format"))
        .findFirst()
        .map(attribute -> node.attribute(attribute.getName()).getS().toStringUtf8());
  }

  /** Whether a format has the channels before the positions. */
  static boolean isFirst(String format) {
    return format.startsWith("NC");
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
