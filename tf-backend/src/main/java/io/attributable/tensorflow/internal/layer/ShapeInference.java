package io.attributable.tensorflow.internal.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.write.UsedFunctions;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.proto.GraphDef;

/**
 * Static shapes as TensorFlow infers them; what the file claims is not relied on. It is given just
 * the functions that a graph uses, as each body of a loop or a branch is inferred by itself, and a
 * library may have thousands.
 */
public final class ShapeInference {
  private ShapeInference() {}

  public static FlatGraph infer(FlatGraph flat) {
    GraphDef.Builder proto =
        GraphDef.newBuilder().setVersions(flat.versions()).setLibrary(flat.library());
    flat.nodes().forEach(node -> proto.addNode(node.toProto()));
    try (Graph graph = new Graph()) {
      graph.importGraphDef(UsedFunctions.prune(proto).build());
      return flat.mapNodes(node -> withShapes(graph, node));
    }
  }

  /** The same of nodes that call no functions. */
  public static List<FlatNode> infer(List<FlatNode> nodes) {
    GraphDef.Builder proto = GraphDef.newBuilder();
    nodes.forEach(node -> proto.addNode(node.toProto()));
    try (Graph graph = new Graph()) {
      graph.importGraphDef(proto.build());
      return nodes.stream().map(node -> withShapes(graph, node)).toList();
    }
  }

  private static FlatNode withShapes(Graph graph, FlatNode node) {
    GraphOperation operation = graph.operationOrThrow(node.name());
    List<FlatNode.Output> outputs = new ArrayList<>(node.outputs().size());
    for (int i = 0; i < node.outputs().size(); i++) {
      outputs.add(new FlatNode.Output(node.outputs().get(i).type(), operation.output(i).shape()));
    }
    return node.withOutputs(outputs);
  }
}
