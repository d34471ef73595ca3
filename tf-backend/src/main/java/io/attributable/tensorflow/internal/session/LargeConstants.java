package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.tensor.OutsideHeap;
import io.attributable.graph.tensor.Types;
import java.util.Set;
import java.util.function.Predicate;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * The constants of a plan that are worth more care than a copy: weights, and what is made of them.
 */
public final class LargeConstants {
  /** In bytes; what is smaller costs less than a variable. */
  private static final int SMALLEST = 1 << 14;

  private static final String VALUE = "value";
  private static final Set<DataType> TYPES =
      Set.of(DataType.DT_FLOAT, DataType.DT_DOUBLE, DataType.DT_HALF, DataType.DT_BFLOAT16);

  private LargeConstants() {}

  /** Whether a node is one of them. */
  static boolean is(NodeDef node) {
    if (!node.getOp().equals("Const")) {
      return false;
    }
    TensorProto value = value(node);
    int size = value.getTensorContent().size();
    return size >= SMALLEST
        && TYPES.contains(value.getDtype())
        && size == Types.shape(value.getTensorShape()).size() * Types.bytes(value.getDtype());
  }

  private static TensorProto value(NodeDef constant) {
    return constant.getAttrOrThrow(VALUE).getTensor();
  }

  /**
   * A plan with all of them {@linkplain OutsideHeap outside of the Java heap}, where its sessions
   * share them. Weights that were read lie there already, once for all plans; what was made of them
   * is moved.
   */
  public static AttributionPlan outsideHeap(AttributionPlan plan) {
    GraphDef.Builder moved = plan.graph().toBuilder();
    for (int i = 0; i < moved.getNodeCount(); i++) {
      NodeDef node = moved.getNode(i);
      if (is(node) && !OutsideHeap.has(value(node))) {
        moved.setNode(i, withValue(node, OutsideHeap.moved(value(node))));
      }
    }
    return plan.withGraph(moved.build());
  }

  private static NodeDef withValue(NodeDef constant, TensorProto value) {
    return constant.toBuilder()
        .putAttr(VALUE, AttrValue.newBuilder().setTensor(value).build())
        .build();
  }

  /** How many bytes of a graph lie outside of the Java heap. */
  public static long bytesOutside(GraphDef graph) {
    return bytes(graph, node -> OutsideHeap.has(value(node)));
  }

  /** The same without the weights, which all plans of a model share. */
  public static long ownBytesOutside(GraphDef graph) {
    return bytes(graph, node -> OutsideHeap.has(value(node)) && !FrozenVariables.isFrozen(node));
  }

  /** How many bytes the filters of convolutions take, which oneDNN keeps once more. */
  public static long filterBytes(GraphDef graph) {
    Set<String> filters = PreparedFilters.filters(graph);
    return bytes(graph, node -> filters.contains(node.getName()));
  }

  private static long bytes(GraphDef graph, Predicate<NodeDef> wanted) {
    return graph.getNodeList().stream()
        .filter(node -> is(node) && wanted.test(node))
        .mapToLong(node -> value(node).getTensorContent().size())
        .sum();
  }
}
