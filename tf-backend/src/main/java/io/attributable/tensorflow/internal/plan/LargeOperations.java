package io.attributable.tensorflow.internal.plan;

import io.attributable.graph.optimise.PlanOps;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/** The operations of a graph that take most of its time: convolutions and products of matrices. */
final class LargeOperations {
  /** How many there may be for each one on the longest path: a few projections. */
  private static final double MOST = 1.2;

  /** A product with fewer weights takes no longer than handing it to another thread. */
  private static final long FEWEST_WEIGHTS = 1 << 17;

  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, Integer> depths = new HashMap<>();

  private LargeOperations(GraphDef graph) {
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  /** Whether hardly any of them could run beside another. Of graphs without cycles. */
  static boolean followOneAnother(GraphDef graph) {
    LargeOperations operations = new LargeOperations(graph);
    long count = graph.getNodeList().stream().filter(operations::isLarge).count();
    return count <= MOST * operations.longestPath();
  }

  private boolean isLarge(NodeDef node) {
    return PlanOps.isLarge(node.getOp()) && !isSmallProduct(node);
  }

  /** As in each step of a recurrent layer. */
  private boolean isSmallProduct(NodeDef node) {
    return node.getOp().equals("MatMul")
        && inputs(node).stream().limit(2).map(nodes::get).anyMatch(LargeOperations::isSmallWeight);
  }

  private static boolean isSmallWeight(@Nullable NodeDef node) {
    return node != null
        && node.getOp().equals("Const")
        && node.getAttrOrThrow("value").getTensor().getTensorShape().getDimList().stream()
                .mapToLong(TensorShapeProto.Dim::getSize)
                .reduce(1, (a, b) -> a * b)
            < FEWEST_WEIGHTS;
  }

  private int longestPath() {
    nodes.keySet().forEach(this::measure);
    return depths.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Without recursion: paths are longer than stacks are deep. */
  private void measure(String start) {
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      NodeDef node = nodes.get(open.peek());
      List<String> missing =
          node == null
              ? List.of()
              : inputs(node).stream().filter(input -> !depths.containsKey(input)).toList();
      if (missing.isEmpty()) {
        depths.put(open.pop(), node == null ? 0 : depth(node));
      } else {
        missing.forEach(open::push);
      }
    }
  }

  private int depth(NodeDef node) {
    int before =
        inputs(node).stream().mapToInt(input -> depths.getOrDefault(input, 0)).max().orElse(0);
    return isLarge(node) ? before + 1 : before;
  }

  private static List<String> inputs(NodeDef node) {
    return node.getInputList().stream()
        .map(input -> input.startsWith("^") ? input.substring(1) : TensorRef.parse(input).node())
        .toList();
  }
}
