package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether a quantised layer rounds what enters it, so that no relevance gets through its ops. It
 * says by a gradient of its own, in {@code IdentityN}, what stands for them.
 */
final class Rounding {
  private static final Set<String> OPS = Set.of("Round", "Rint", "Floor", "Ceil", "Sign");

  private Rounding() {}

  /**
   * Between an {@code IdentityN}'s first input, the result, and the others, of which it is made.
   */
  static boolean isBetween(FlatGraph graph, GraphSignals signals, FlatNode node) {
    Set<TensorRef> seen = new HashSet<>(node.inputs().subList(1, node.inputs().size()));
    Deque<TensorRef> open = new ArrayDeque<>();
    open.push(node.inputs().get(0));
    while (!open.isEmpty()) {
      TensorRef tensor = open.pop();
      if (seen.add(tensor) && signals.varies(tensor) && !graph.isFed(tensor)) {
        FlatNode maker = graph.node(tensor.node());
        if (rounds(graph, maker)) {
          return true;
        }
        maker.inputs().forEach(open::push);
      }
    }
    return false;
  }

  private static boolean rounds(FlatGraph graph, FlatNode node) {
    return OPS.contains(node.op())
        || (node.op().equals("Cast")
            && Types.isDifferentiable(graph.type(node.inputs().get(0)))
            && !Types.isDifferentiable(graph.type(node.output(0))));
  }
}
