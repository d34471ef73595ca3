package io.attributable.graph.served;

import io.attributable.graph.savedmodel.OpRegistry;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

/** The list of ops that a file carries, completed by those that are new in it. */
final class UsedOps {
  private final OpRegistry ops;
  private final Map<String, OpDef> listed = new TreeMap<>();

  UsedOps(OpRegistry ops, OpList before) {
    this.ops = ops;
    before.getOpList().forEach(op -> listed.put(op.getName(), op));
  }

  /** The list with the ops of a graph. */
  OpList with(GraphDef graph) {
    graph.getNodeList().forEach(this::add);
    for (FunctionDef function : graph.getLibrary().getFunctionList()) {
      function.getNodeDefList().forEach(this::add);
    }
    return OpList.newBuilder().addAllOp(listed.values()).build();
  }

  private void add(NodeDef node) {
    if (!listed.containsKey(node.getOp())) {
      ops.find(node.getOp()).ifPresent(op -> listed.put(op.getName(), stripped(op)));
    }
  }

  /** Files carry no descriptions. */
  private static OpDef stripped(OpDef op) {
    OpDef.Builder stripped = op.toBuilder().clearSummary().clearDescription();
    stripped.getInputArgBuilderList().forEach(OpDef.ArgDef.Builder::clearDescription);
    stripped.getOutputArgBuilderList().forEach(OpDef.ArgDef.Builder::clearDescription);
    stripped.getAttrBuilderList().forEach(OpDef.AttrDef.Builder::clearDescription);
    return stripped.build();
  }
}
