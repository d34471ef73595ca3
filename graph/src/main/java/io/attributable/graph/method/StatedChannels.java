package io.attributable.graph.method;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ConstantIntegers;
import java.util.List;
import java.util.Optional;

/**
 * Where an op around a tensor says that its channels are, also an op on the other side of a
 * transposition.
 *
 * @param node the op's
 * @param dimension of the tensor
 */
record StatedChannels(FlatNode node, int dimension) {

  /** What the nearest op says, if one does. */
  static Optional<StatedChannels> of(FlatGraph graph, TensorRef tensor) {
    List<SameLayout.Neighbour> around = SameLayout.around(graph, tensor);
    return stated(graph, tensor, around)
        .or(
            () ->
                around.stream()
                    .filter(neighbour -> neighbour.node().op().equals("Transpose"))
                    .flatMap(neighbour -> across(graph, neighbour).stream())
                    .findFirst());
  }

  private static Optional<StatedChannels> stated(
      FlatGraph graph, TensorRef tensor, List<SameLayout.Neighbour> around) {
    int last = graph.shape(tensor).numDimensions() - 1;
    return around.stream()
        .map(SameLayout.Neighbour::node)
        .flatMap(
            node ->
                SameLayout.format(node).stream()
                    .map(format -> SameLayout.isFirst(format) ? 1 : last)
                    .map(dimension -> new StatedChannels(node, dimension)))
        .findFirst();
  }

  private static Optional<StatedChannels> across(FlatGraph graph, SameLayout.Neighbour neighbour) {
    FlatNode transpose = neighbour.node();
    Optional<int[]> order = ConstantIntegers.ints(graph.node(transpose.inputs().get(1).node()));
    boolean before = neighbour.tensor().equals(transpose.inputs().get(0));
    TensorRef other = before ? transpose.output(0) : transpose.inputs().get(0);
    if (order.isEmpty()
        || graph.shape(other).isUnknown()
        || graph.shape(other).numDimensions() != order.get().length) {
      return Optional.empty();
    }
    return stated(graph, other, SameLayout.around(graph, other))
        .map(
            found ->
                new StatedChannels(
                    found.node(),
                    before
                        ? order.get()[found.dimension()]
                        : position(order.get(), found.dimension())));
  }

  private static int position(int[] order, int dimension) {
    int position = 0;
    while (order[position] != dimension) {
      position++;
    }
    return position;
  }
}
