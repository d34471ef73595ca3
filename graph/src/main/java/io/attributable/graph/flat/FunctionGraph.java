package io.attributable.graph.flat;

import io.attributable.graph.tensor.TensorRef;
import java.util.List;

/**
 * A function's body as a graph of its own. Immutable.
 *
 * @param graph the body; its signature's inputs and outputs are the arguments and results, by
 *     position
 * @param arguments the placeholders of the arguments
 * @param results what the function returns; several may be the same tensor, or an argument
 * @param controls nodes that must run before the function returns
 */
public record FunctionGraph(
    FlatGraph graph, List<TensorRef> arguments, List<TensorRef> results, List<String> controls) {

  /** Copies the lists. */
  public FunctionGraph {
    arguments = List.copyOf(arguments);
    results = List.copyOf(results);
    controls = List.copyOf(controls);
  }

  /** The same function with another graph that has the same names, as after shape inference. */
  public FunctionGraph withGraph(FlatGraph changed) {
    return new FunctionGraph(changed, arguments, results, controls);
  }

  /** Whether a result is the argument of the same index, unchanged. */
  public boolean passesThrough(int index) {
    return results.get(index).equals(arguments.get(index));
  }
}
