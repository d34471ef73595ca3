package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** Nodes that read and write variables by their handles. Handles and values are named by nodes. */
final class VariableNodes {
  private VariableNodes() {}

  static NodeDef read(String name, String handle, DataType type) {
    return onHandle("ReadVariableOp", handle).with("dtype", type).build(name).toProto();
  }

  static NodeDef assign(String name, String handle, String value, DataType type) {
    return onHandle("AssignVariableOp", handle)
        .input(new TensorRef(value, 0), type)
        .build(name)
        .toProto();
  }

  /** Whether a variable has a value. */
  static NodeDef isSet(String name, String handle) {
    return onHandle("VarIsInitializedOp", handle).build(name).toProto();
  }

  private static NodeBuilder onHandle(String op, String handle) {
    return NodeBuilder.of(op).input(new TensorRef(handle, 0), DataType.DT_RESOURCE);
  }
}
