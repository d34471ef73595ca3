package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import java.util.Set;

/** Tensors that their ops say have no negative numbers. */
final class NonNegative {
  /** How many ops are looked through. */
  private static final int LONGEST_WAY = 8;

  private static final Set<String> MAKERS =
      Set.of("Relu", "Relu6", "Sigmoid", "Softplus", "Softmax", "Square", "Abs", "Exp", "Sqrt");
  private static final Set<String> KEEPERS =
      Set.of(
          "Reshape",
          "Squeeze",
          "ExpandDims",
          "Transpose",
          "MaxPool",
          "MaxPool3D",
          "AvgPool",
          "AvgPool3D",
          "Mean",
          "Sum",
          "Max",
          "Pad",
          "SpaceToBatchND",
          "BatchToSpaceND");

  private NonNegative() {}

  static boolean is(FlatGraph graph, TensorRef tensor) {
    TensorRef at = tensor;
    for (int i = 0; i < LONGEST_WAY && !graph.isFed(at); i++) {
      FlatNode node = graph.node(at.node());
      if (MAKERS.contains(node.op())) {
        return true;
      }
      if (!KEEPERS.contains(node.op()) && !OpTrait.PASSES.is(node.op())) {
        return false;
      }
      at = node.inputs().get(0);
    }
    return false;
  }
}
