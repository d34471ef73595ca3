package io.attributable.tensorflow.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

class ControlFlowTest {
  /** Branches on variables of TensorFlow 1 switch references to them. */
  @ParameterizedTest
  @CsvSource({
    "While, true",
    "StatelessCase, true",
    "MapDefun, true",
    "Switch, true",
    "RefSwitch, true",
    "RefMerge, true",
    "RefEnter, true",
    "RefExit, true",
    "RefNextIteration, true",
    "LoopCond, true",
    "RefIdentity, false",
    "PartitionedCall, false"
  })
  void isFoundInGraphsAndTheirFunctions(String op, boolean found) {
    NodeDef node = NodeDef.newBuilder().setName("node").setOp(op).build();
    assertThat(ControlFlow.isIn(GraphDef.newBuilder().addNode(node).build())).isEqualTo(found);
    FunctionDef function = FunctionDef.newBuilder().addNodeDef(node).build();
    GraphDef holder =
        GraphDef.newBuilder()
            .setLibrary(FunctionDefLibrary.newBuilder().addFunction(function))
            .build();
    assertThat(ControlFlow.isIn(holder)).isEqualTo(found);
  }
}
