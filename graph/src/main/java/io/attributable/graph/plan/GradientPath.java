package io.attributable.graph.plan;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NestedNodes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * What verification needs to know of the nodes between a tensor and an output.
 *
 * @param epsilon the unit roundoff of the least precise dtype among them
 * @param ownGradients those nodes whose gradient is by definition not their derivative
 */
public record GradientPath(double epsilon, List<String> ownGradients) {
  private static final String GRADIENT_TYPE = "_gradient_op_type";

  private static final Set<String> STRAIGHT_THROUGH =
      Set.of(
          "StopGradient",
          "PreventGradient",
          "FakeQuantWithMinMaxArgs",
          "FakeQuantWithMinMaxVars",
          "FakeQuantWithMinMaxVarsPerChannel",
          "QuantizeAndDequantize",
          "QuantizeAndDequantizeV2",
          "QuantizeAndDequantizeV3",
          "QuantizeAndDequantizeV4");

  /** Copies the list. */
  public GradientPath {
    ownGradients = List.copyOf(ownGradients);
  }

  /**
   * Looks at all nodes between a tensor and an output, these two included, and at what is inside
   * them.
   */
  public static GradientPath between(FlatGraph graph, TensorRef tensor, TensorRef output) {
    Paths paths = Paths.of(graph);
    BitSet nodes = paths.behind(Set.of(tensor));
    nodes.and(paths.before(output));
    List<FlatNode> between = paths.nodes(nodes);
    NestedNodes inner = new NestedNodes(graph);
    double epsilon = epsilon(graph.type(tensor));
    Set<String> own = new LinkedHashSet<>();
    for (FlatNode node : between) {
      for (FlatNode.Output made : node.outputs()) {
        epsilon = Math.max(epsilon, epsilon(made.type()));
      }
      if (STRAIGHT_THROUGH.contains(node.op()) || graph.customGradient(node).isPresent()) {
        own.add(node.scopedName());
      }
      for (Map.Entry<String, NodeDef> within : inner.of(node).entrySet()) {
        epsilon = Math.max(epsilon, epsilon(within.getValue()));
        if (isOwn(graph, within.getValue())) {
          own.add(within.getKey());
        }
      }
    }
    return new GradientPath(epsilon, List.copyOf(own));
  }

  private static boolean isOwn(FlatGraph graph, NodeDef inner) {
    String type =
        inner.getAttrOrDefault(GRADIENT_TYPE, AttrValue.getDefaultInstance()).getS().toStringUtf8();
    return STRAIGHT_THROUGH.contains(inner.getOp())
        || graph.library().getRegisteredGradientsList().stream()
            .anyMatch(saved -> saved.getRegisteredOpType().equals(type));
  }

  /** Of the types that a node inside a function is made for. */
  private static double epsilon(NodeDef inner) {
    return inner.getAttrMap().values().stream()
        .filter(AttrValue::hasType)
        .mapToDouble(value -> epsilon(value.getType()))
        .reduce(0, Math::max);
  }

  /** The unit roundoff: half the relative spacing of neighbouring floating-point numbers. */
  private static double epsilon(DataType type) {
    return Types.isFloat(type)
        ? switch (type) {
          case DT_BFLOAT16 -> 0x1p-8;
          case DT_HALF -> 0x1p-11;
          case DT_FLOAT -> 0x1p-24;
          default -> 0x1p-53;
        }
        : 0;
  }
}
