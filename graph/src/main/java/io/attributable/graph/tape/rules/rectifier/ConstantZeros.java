package io.attributable.graph.tape.rules.rectifier;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.TensorProto;

/** Whether a tensor is zeros whatever is fed, and whatever the variables are. */
final class ConstantZeros {
  /** Ops whose result holds nothing but what their first input holds. */
  private static final Set<String> ARRANGING =
      Set.of("BroadcastTo", "Cast", "ExpandDims", "Reshape", "Squeeze", "Tile");

  private ConstantZeros() {}

  static boolean is(GraphBuilder graph, TensorRef tensor) {
    if (graph.base().isFed(tensor)) {
      Optional<GraphBuilder.Given> given = graph.given(tensor);
      return given.isPresent() && is(given.get().graph(), given.get().tensor());
    }
    FlatNode node = graph.node(tensor.node());
    if (node.op().equals("Const")) {
      // A variable may happen to be zero; its model was not made for that.
      return !FrozenVariables.isFrozen(node) && isZero(node.attribute("value").getTensor());
    }
    if (node.op().equals("ZerosLike")) {
      return true;
    }
    if (node.op().equals("Fill")) {
      return is(graph, node.inputs().get(1));
    }
    return handsOn(node.op()) && is(graph, node.inputs().get(0));
  }

  private static boolean handsOn(String op) {
    return ARRANGING.contains(op)
        || OpTrait.PASSES.is(op)
        || OpTrait.PASSES_WITHOUT_GRADIENT.is(op);
  }

  /** As bytes, as numbers, or absent. */
  private static boolean isZero(TensorProto value) {
    byte[] content = value.getTensorContent().toByteArray();
    for (byte part : content) {
      if (part != 0) {
        return false;
      }
    }
    return value.getFloatValList().stream().allMatch(number -> number == 0)
        && value.getDoubleValList().stream().allMatch(number -> number == 0)
        && value.getHalfValList().stream().allMatch(number -> number == 0)
        && value.getIntValList().stream().allMatch(number -> number == 0)
        && value.getInt64ValList().stream().allMatch(number -> number == 0);
  }
}
