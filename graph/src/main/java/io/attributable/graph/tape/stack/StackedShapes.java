package io.attributable.graph.tape.stack;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.FunctionGraphs;
import io.attributable.graph.tape.GraphBuilder;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collection;
import org.tensorflow.ndarray.Shape;

/** Static shapes of a single backward pass: rules do not always say what they know. */
final class StackedShapes {
  private final GraphBuilder graph;
  private final FlatGraph inferred;

  private StackedShapes(GraphBuilder graph, FlatGraph inferred) {
    this.graph = graph;
    this.inferred = inferred;
  }

  /**
   * Infers the shapes of some nodes from those of all that they take.
   *
   * @param nodes in topological order
   */
  static StackedShapes of(
      GraphBuilder graph, Collection<FlatNode> nodes, FunctionGraphs functions) {
    StackedPart part = new StackedPart(graph);
    nodes.forEach(part::add);
    FlatGraph alone = graph.base().withOnly(part.nodes(), graph.functions().all());
    return new StackedShapes(graph, functions.infer(alone));
  }

  /** The shape that a tensor has in a single pass. */
  Shape of(TensorRef tensor) {
    return inferred.holds(tensor) ? inferred.shape(tensor) : graph.shape(tensor);
  }
}
