package io.attributable.graph.served;

import io.attributable.graph.savedmodel.OpRegistry;
import java.util.Optional;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Removes attributes with the op's default value: an older TensorFlow may not define them, and
 * refuses unknown ones.
 */
final class StrippedDefaults {
  private static final String SHAPES_OF_ARGUMENTS = "_input_shapes";

  private final OpRegistry ops;

  StrippedDefaults(OpRegistry ops) {
    this.ops = ops;
  }

  /** The same graph. */
  GraphDef of(GraphDef graph) {
    GraphDef.Builder stated = graph.toBuilder();
    for (int i = 0; i < stated.getNodeCount(); i++) {
      stated.setNode(i, of(stated.getNode(i)));
    }
    FunctionDefLibrary.Builder library = stated.getLibraryBuilder();
    for (int i = 0; i < library.getFunctionCount(); i++) {
      library.setFunction(i, of(library.getFunction(i)));
    }
    return stated.build();
  }

  private FunctionDef of(FunctionDef function) {
    FunctionDef.Builder stated =
        function.toBuilder().removeAttr(SHAPES_OF_ARGUMENTS).clearArgAttr();
    for (int i = 0; i < stated.getNodeDefCount(); i++) {
      stated.setNodeDef(i, of(stated.getNodeDef(i)));
    }
    return stated.build();
  }

  private NodeDef of(NodeDef node) {
    Optional<OpDef> op = ops.find(node.getOp());
    if (op.isEmpty()) {
      return node;
    }
    NodeDef.Builder stated = node.toBuilder();
    for (OpDef.AttrDef attribute : op.get().getAttrList()) {
      if (attribute.hasDefaultValue()
          && attribute.getDefaultValue().equals(node.getAttrMap().get(attribute.getName()))) {
        stated.removeAttr(attribute.getName());
      }
    }
    return stated.build();
  }
}
