package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** Nodes that read and write variables through their handles. */
final class VariableNodes {
  private VariableNodes() {}

  static NodeDef read(String name, TensorRef handle, DataType type) {
    return onHandle("ReadVariableOp", handle).with("dtype", type).build(name).toProto();
  }

  /** Assigns what a node makes. */
  static NodeDef assign(String name, TensorRef handle, NodeDef value, DataType type) {
    return onHandle("AssignVariableOp", handle)
        .input(new TensorRef(value.getName(), 0), type)
        .build(name)
        .toProto();
  }

  /** Whether a variable has a value. */
  static NodeDef isSet(String name, TensorRef handle) {
    return onHandle("VarIsInitializedOp", handle).build(name).toProto();
  }

  private static NodeBuilder onHandle(String op, TensorRef handle) {
    return NodeBuilder.of(op).input(handle, DataType.DT_RESOURCE);
  }
}
