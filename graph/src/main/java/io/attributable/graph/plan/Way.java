package io.attributable.graph.plan;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.DataType;

/**
 * The way from a tensor to an output, as far as it matters to those who compare gradients with
 * differences.
 *
 * @param epsilon the relative rounding error of the coarsest numbers on it
 * @param ownGradients nodes on it whose gradient is by definition not their derivative
 */
public record Way(double epsilon, List<String> ownGradients) {
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
  public Way {
    ownGradients = List.copyOf(ownGradients);
  }

  /** Looks at all nodes between a tensor and an output, these two included. */
  public static Way between(FlatGraph graph, TensorRef tensor, TensorRef output) {
    Paths paths = Paths.of(graph);
    BitSet nodes = paths.behind(Set.of(tensor));
    nodes.and(paths.before(output));
    List<FlatNode> between = paths.nodes(nodes);
    double epsilon =
        between.stream()
            .flatMap(node -> node.outputs().stream())
            .mapToDouble(made -> epsilon(made.type()))
            .reduce(epsilon(graph.type(tensor)), Math::max);
    List<String> own =
        between.stream()
            .filter(node -> isOwn(graph, node))
            .map(FlatNode::scopedName)
            .distinct()
            .toList();
    return new Way(epsilon, own);
  }

  private static boolean isOwn(FlatGraph graph, FlatNode node) {
    return STRAIGHT_THROUGH.contains(node.op()) || graph.customGradient(node).isPresent();
  }

  /** Half the distance between neighbouring numbers, as a part of them. */
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
