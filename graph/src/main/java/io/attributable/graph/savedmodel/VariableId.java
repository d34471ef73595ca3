package io.attributable.graph.savedmodel;

import io.attributable.graph.op.OpTrait;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * What tells variables apart: nodes with the same of it hold the same variable. For a {@code
 * VarHandleOp} an empty name is a name; the variables of TensorFlow 1 then use their node's
 * (tensorflow/core/kernels/resource_variable_ops.cc, variable_ops.cc).
 *
 * @param container a part of the session's resources
 * @param name within it
 */
public record VariableId(String container, String name) {
  /** Of a node that holds a variable. */
  public static VariableId of(NodeDef node) {
    String shared = text(node, "shared_name");
    boolean own = shared.isEmpty() && OpTrait.VARIABLE_REFERENCE.is(node.getOp());
    return new VariableId(text(node, "container"), own ? node.getName() : shared);
  }

  private static String text(NodeDef node, String attribute) {
    return node.getAttrOrDefault(attribute, AttrValue.getDefaultInstance()).getS().toStringUtf8();
  }
}
