package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tape as rules see it, which can differentiate other graphs by its rules. */
public interface Tape extends FunctionDependence {
  /** Writes the gradient's nodes. */
  NodeWriter writer();

  /**
   * The total derivatives in another graph, such as a function's.
   *
   * @param seeds by output, the weight of each of its elements, shaped like it
   * @param sources with respect to what
   * @return by source; a source that no output depends on differentiably is absent
   * @throws NoGradientException if an op between a source and an output has no rule
   */
  Map<TensorRef, TensorRef> gradient(
      GraphBuilder graph, Map<TensorRef, List<TensorRef>> seeds, Collection<TensorRef> sources);

  /**
   * The gradients of another node's inputs, by the rule for its op.
   *
   * @param outputGradients by the output's position
   * @param needed the inputs whose gradients are wanted
   * @throws NoGradientException if the op has no rule
   */
  Map<Integer, TensorRef> gradient(
      FlatNode node, Map<Integer, TensorRef> outputGradients, Set<Integer> needed);
}
