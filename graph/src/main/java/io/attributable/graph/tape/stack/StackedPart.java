package io.attributable.graph.tape.stack;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.GraphBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The backward part of a graph alone, with placeholders for what it takes from the forward part.
 */
final class StackedPart {
  private final GraphBuilder graph;
  private final Map<String, FlatNode> nodes = new LinkedHashMap<>();
  private final Map<TensorRef, TensorRef> given = new HashMap<>();

  StackedPart(GraphBuilder graph) {
    this.graph = graph;
  }

  /** In topological order. */
  Map<String, FlatNode> nodes() {
    return nodes;
  }

  /** Adds a node with all that it needs of the backward part. */
  void add(FlatNode node) {
    if (!nodes.containsKey(node.name())) {
      List<TensorRef> inputs = new ArrayList<>();
      node.inputs().forEach(input -> inputs.add(inside(input)));
      nodes.put(node.name(), node.withInputs(inputs));
    }
  }

  private TensorRef inside(TensorRef tensor) {
    FlatNode node = graph.added().get(tensor.node());
    if (node != null && !node.op().equals("Placeholder")) {
      add(node);
      return tensor;
    }
    TensorRef stacked = given.get(tensor);
    if (stacked == null) {
      FlatNode stand = standIn(tensor);
      nodes.put(stand.name(), stand);
      stacked = stand.output(0);
      given.put(tensor, stacked);
    }
    return stacked;
  }

  /** A constant as it is, as shapes may depend on it; a placeholder for all else. */
  private FlatNode standIn(TensorRef tensor) {
    FlatNode node = graph.node(tensor.node());
    if (node.op().equals("Const") && Types.isIndex(graph.type(tensor))) {
      return node;
    }
    return NodeBuilder.placeholder(graph.type(tensor), graph.shape(tensor))
        .build("given_" + given.size());
  }
}
