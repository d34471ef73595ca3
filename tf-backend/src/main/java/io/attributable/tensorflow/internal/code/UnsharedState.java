package io.attributable.tensorflow.internal.code;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import java.util.List;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;

/**
 * Refuses models with other state than variables, or that write to these: they cannot run
 * separately.
 */
final class UnsharedState {

  private UnsharedState() {}

  /**
   * Looks at every node.
   *
   * @param readOnly the variables that are only read
   * @throws AttributionException UNSHARED_STATE
   */
  static void refuse(FlatGraph graph, List<FlatNode> readOnly) {
    for (FlatNode node : graph.nodes()) {
      if (keeps(node) && !readOnly.contains(node)) {
        throw new AttributionException(
            ErrorCode.UNSHARED_STATE,
            graph.model(),
            node.op(),
            node.scopedName(),
            OpTrait.isVariable(node.op())
                ? "is written to, or read by an op that cannot be followed"
                : "keeps what only its session has");
      }
    }
  }

  private static boolean keeps(FlatNode node) {
    return node.outputs().stream().anyMatch(output -> output.type() == DataType.DT_RESOURCE)
        || node.definition().getOutputArgList().stream().anyMatch(OpDef.ArgDef::getIsRef);
  }
}
