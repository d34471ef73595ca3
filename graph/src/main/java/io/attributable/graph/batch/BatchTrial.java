package io.attributable.graph.batch;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tensorflow.ndarray.Shape;

/**
 * A graph with the static shapes that it has for some number of examples.
 *
 * @param examples a prime, so that what it divides was made of it
 */
record BatchTrial(FlatGraph graph, long examples) {
  /**
   * Infers the shapes.
   *
   * @param inference has TensorFlow infer the shapes of a graph
   */
  static BatchTrial of(
      FlatGraph graph, BatchedInputs inputs, UnaryOperator<FlatGraph> inference, long examples) {
    Map<String, FlatNode> fed = new HashMap<>();
    for (TensorSchema input : graph.signature().inputs()) {
      FlatNode node = graph.node(input.tensor().node());
      inputs
          .shape(input.name(), examples)
          .ifPresent(shape -> fed.put(node.name(), placeholder(node, shape)));
    }
    FlatGraph shaped = graph.mapNodes(node -> fed.getOrDefault(node.name(), node));
    return new BatchTrial(inference.apply(shaped), examples);
  }

  private static FlatNode placeholder(FlatNode node, Shape shape) {
    return NodeBuilder.placeholder(node.outputs().get(0).type(), shape)
        .build(node.name())
        .withName(node.name(), node.scopedName(), node.instance());
  }

  /** The shape of a tensor; of no known rank, or with negative sizes, where it is not static. */
  Shape shape(TensorRef tensor) {
    return graph.shape(tensor);
  }

  /** Whether the size of an axis is a multiple of the number of examples. */
  boolean isMultiple(TensorRef tensor, int axis) {
    long size = shape(tensor).get(axis);
    return size > 0 && size % examples == 0;
  }
}
