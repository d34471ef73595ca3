package io.attributable.graph.tape.stack;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.Collection;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/** Static shapes of a single backward pass, which rules do not always set. */
final class StackedShapes {
  private final Function<TensorRef, Shape> shapes;

  private StackedShapes(Function<TensorRef, Shape> shapes) {
    this.shapes = shapes;
  }

  /** Those of a function's body, which were inferred when it was opened. */
  static StackedShapes of(FlatGraph body) {
    return new StackedShapes(body::shape);
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
    FlatGraph inferred = functions.infer(alone);
    return new StackedShapes(
        tensor -> inferred.holds(tensor) ? inferred.shape(tensor) : graph.shape(tensor));
  }

  /** The shape that a tensor has in a single pass. */
  Shape of(TensorRef tensor) {
    return shapes.apply(tensor);
  }
}
