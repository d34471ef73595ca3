package io.attributable.graph.flat.signature;

import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A signature of TensorFlow 1 may feed any tensor. One that is no placeholder is replaced by a
 * placeholder, so that the nodes that compute it are not part of the graph.
 */
final class FedTensors {

  private final Map<TensorRef, TensorRef> instead = new HashMap<>();
  private final GraphDef graph;

  FedTensors(GraphDef graph, SignatureSchema signature, OpRegistry ops) {
    Map<String, NodeDef> nodes = new HashMap<>();
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    GraphDef.Builder changed = graph.toBuilder();
    for (TensorSchema input : signature.inputs()) {
      NodeDef node = nodes.get(input.tensor().node());
      if (node != null
          && !OpTrait.PLACEHOLDER.is(node.getOp())
          && !instead.containsKey(input.tensor())) {
        NodeDef placeholder = placeholder(input, nodes.keySet());
        instead.put(input.tensor(), new TensorRef(placeholder.getName(), 0));
        changed.addNode(0, placeholder);
      }
    }
    this.graph = instead.isEmpty() ? graph : changed.build();
  }

  /** The graph with the placeholders in it. */
  GraphDef graph() {
    return graph;
  }

  /** Whether any tensor was replaced by a placeholder. */
  boolean any() {
    return !instead.isEmpty();
  }

  /** The tensor that replaces another, or that one itself. */
  TensorRef instead(TensorRef tensor) {
    return instead.getOrDefault(tensor, tensor);
  }

  private static NodeDef placeholder(TensorSchema input, Set<String> taken) {
    String name = input.tensor().node() + "/fed_" + input.tensor().index();
    while (taken.contains(name)) {
      name += "_";
    }
    return NodeBuilder.placeholder(input.type(), input.shape()).build(name).toProto();
  }
}
