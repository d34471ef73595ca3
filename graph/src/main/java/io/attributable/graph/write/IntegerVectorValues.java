package io.attributable.graph.write;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/** Integers that a graph writes out with a few nodes, as permutations of axes are. */
public final class IntegerVectorValues {
  private final FlatGraph graph;

  /** Of a graph. */
  public IntegerVectorValues(FlatGraph graph) {
    this.graph = graph;
  }

  /** The values of a tensor; empty where they are not constant. */
  public Optional<List<Integer>> of(TensorRef tensor) {
    FlatNode node = graph.node(tensor.node());
    return switch (node.op()) {
      case "Const" ->
          ConstantIntegers.ints(node).map(numbers -> IntStream.of(numbers).boxed().toList());
      case "Identity" -> of(node.inputs().get(0));
      case "Rank" -> rank(graph.shape(node.inputs().get(0)));
      case "Pack" -> joined(node.inputs());
      case "ConcatV2" -> joined(node.inputs().subList(0, node.inputs().size() - 1));
      case "Range" ->
          joined(node.inputs()).filter(all -> all.size() == 3).map(IntegerVectorValues::range);
      case "Sub" -> pair(node).map(two -> List.of(two.get(0) - two.get(1)));
      case "Add", "AddV2" -> pair(node).map(two -> List.of(two.get(0) + two.get(1)));
      default -> Optional.empty();
    };
  }

  private static Optional<List<Integer>> rank(Shape shape) {
    return shape.isUnknown() ? Optional.empty() : Optional.of(List.of(shape.numDimensions()));
  }

  private Optional<List<Integer>> pair(FlatNode node) {
    return joined(node.inputs()).filter(both -> both.size() == 2);
  }

  private Optional<List<Integer>> joined(List<TensorRef> parts) {
    List<Integer> all = new ArrayList<>();
    for (TensorRef part : parts) {
      Optional<List<Integer>> numbers = of(part);
      if (numbers.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(numbers.get());
    }
    return Optional.of(all);
  }

  private static List<Integer> range(List<Integer> limits) {
    int step = limits.get(2);
    return step != 1 ? List.of() : IntStream.range(limits.get(0), limits.get(1)).boxed().toList();
  }
}
