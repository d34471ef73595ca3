package io.attributable.graph.served;

import io.attributable.graph.tensor.TensorRef;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;

/**
 * A signature as TensorFlow 1 writes it: nodes of the outermost graph, all under one prefix. Only
 * there can a node refer to a variable of TensorFlow 1.
 */
final class OutermostForm {
  private final ServedPlan plan;
  private final GraphDef.Builder graph;
  private final String prefix;
  private final Set<String> shared = new HashSet<>();

  OutermostForm(ServedPlan plan, SharedResources state, GraphDef.Builder graph) {
    this.plan = plan;
    this.graph = graph;
    this.prefix = new UniqueNames(graph.build()).name(plan.signature().name()) + "/";
    for (NodeDef node : plan.graph().getNodeList()) {
      if (state.holds(node) || state.isConstant(node)) {
        shared.add(node.getName());
      }
    }
  }

  /** Writes it into the graph. */
  void write(MetaGraphDef.Builder model, SignatureDef original) {
    for (NodeDef node : plan.graph().getNodeList()) {
      if (!shared.contains(node.getName())) {
        graph.addNode(renamed(node));
      }
    }
    model.putSignatureDef(
        plan.signature().name(),
        SignatureEntry.of(
            plan, original, input -> renamed(input.tensor()), output -> renamed(output.tensor())));
  }

  private NodeDef renamed(NodeDef node) {
    List<String> inputs =
        node.getInputList().stream()
            .map(
                input ->
                    input.startsWith("^")
                        ? "^" + renamed(input.substring(1))
                        : renamed(TensorRef.parse(input)).toString())
            .toList();
    return node.toBuilder()
        .setName(renamed(node.getName()))
        .clearInput()
        .addAllInput(inputs)
        .build();
  }

  private TensorRef renamed(TensorRef tensor) {
    return new TensorRef(renamed(tensor.node()), tensor.index());
  }

  private String renamed(String node) {
    return shared.contains(node) ? node : prefix + node;
  }
}
