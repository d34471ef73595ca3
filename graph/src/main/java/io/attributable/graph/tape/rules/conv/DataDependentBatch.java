package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Whether the values of a tensor's inputs decide how many rows it has, so that there may be none.
 */
final class DataDependentBatch {
  private static final Set<String> COUNTING =
      Set.of(
          "DynamicPartition",
          "ListDiff",
          "NonMaxSuppression",
          "NonMaxSuppressionV2",
          "NonMaxSuppressionV3",
          "NonMaxSuppressionV4",
          "NonMaxSuppressionV5",
          "NonMaxSuppressionWithOverlaps",
          "Unique",
          "UniqueV2",
          "UniqueWithCounts",
          "UniqueWithCountsV2",
          "Where");

  private DataDependentBatch() {}

  static boolean mayBeNone(GraphBuilder graph, TensorRef tensor) {
    Shape known = graph.shape(tensor);
    boolean some = !known.isUnknown() && known.numDimensions() > 0 && known.get(0) > 0;
    return !some && followsCounting(graph, graph.node(tensor.node()));
  }

  private static boolean followsCounting(GraphBuilder graph, FlatNode node) {
    Deque<FlatNode> open = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    open.add(node);
    while (!open.isEmpty()) {
      FlatNode next = open.remove();
      if (COUNTING.contains(next.op())) {
        return true;
      }
      for (TensorRef input : next.inputs()) {
        if (seen.add(input.node())) {
          open.add(graph.node(input.node()));
        }
      }
    }
    return false;
  }
}
