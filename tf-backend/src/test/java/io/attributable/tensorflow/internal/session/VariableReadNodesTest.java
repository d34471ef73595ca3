package io.attributable.tensorflow.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

class VariableReadNodesTest {
  private static GraphDef graph(NodeDef.Builder... nodes) {
    GraphDef.Builder graph = GraphDef.newBuilder();
    for (NodeDef.Builder node : nodes) {
      graph.addNode(node);
    }
    return graph.build();
  }

  private static NodeDef.Builder read(String name, String... inputs) {
    NodeDef.Builder node = NodeDef.newBuilder().setName(name).setOp("ReadVariableOp");
    for (String input : inputs) {
      node.addInput(input);
    }
    return node;
  }

  @Test
  void findsTheFirstNodeThatReadsAVariable() {
    VariableReadNodes reads =
        VariableReadNodes.of(graph(read("a/Read", "a"), read("a/again", "a")));
    assertThat(reads.of("a")).contains("a/Read");
    assertThat(reads.of("b")).isEmpty();
  }

  /** To run it would initialise the variable anew. */
  @Test
  void leavesAloneWhatWaitsForAnother() {
    VariableReadNodes reads = VariableReadNodes.of(graph(read("a/initialised", "a", "^a/Assign")));
    assertThat(reads.of("a")).isEmpty();
  }
}
