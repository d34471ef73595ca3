package io.attributable.tensorflow.rules;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeOutputs;
import java.util.List;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;

/** The types of a node's inputs, by the op's definition and the node's attributes. */
final class InputTypes {
  private InputTypes() {}

  /** Inputs are declared as outputs are, so they are read as those of an op turned round. */
  static List<DataType> of(FlatNode node) {
    OpDef turned =
        node.definition().toBuilder()
            .clearOutputArg()
            .addAllOutputArg(node.definition().getInputArgList())
            .build();
    return NodeOutputs.types(turned, node.attributes());
  }
}
