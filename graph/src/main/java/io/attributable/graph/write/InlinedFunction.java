package io.attributable.graph.write;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds the nodes of a function instead of a call, so that equal computations can be shared with the
 * rest of the graph. Only for functions without side effects.
 */
public final class InlinedFunction {
  private final GraphBuilder graph;
  private final String label;
  private final Map<TensorRef, TensorRef> tensors = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  private InlinedFunction(GraphBuilder graph, String label) {
    this.graph = graph;
    this.label = label;
  }

  /**
   * Adds a function's nodes.
   *
   * @param label what the names of the nodes begin with
   * @return its results
   */
  public static List<TensorRef> write(
      GraphBuilder graph, String label, FunctionGraph function, List<TensorRef> arguments) {
    InlinedFunction inlined = new InlinedFunction(graph, label);
    for (int i = 0; i < arguments.size(); i++) {
      inlined.tensors.put(function.arguments().get(i), arguments.get(i));
    }
    function.graph().nodes().forEach(inlined::copy);
    return function.results().stream().map(inlined::tensor).toList();
  }

  private TensorRef tensor(TensorRef inside) {
    TensorRef outside = tensors.get(inside);
    if (outside == null) {
      throw new IllegalStateException("not a tensor of the function: " + inside);
    }
    return outside;
  }

  private void copy(FlatNode node) {
    if (tensors.containsKey(node.output(0)) && node.op().equals("Placeholder")) {
      return;
    }
    String name = graph.freshName(label + "/" + node.name());
    FlatNode copy =
        node.withName(name, name, 0)
            .withInputs(node.inputs().stream().map(this::tensor).toList())
            .withControls(node.controls().stream().map(this::name).toList());
    graph.put(copy);
    names.put(node.name(), name);
    for (int i = 0; i < node.outputs().size(); i++) {
      tensors.put(node.output(i), copy.output(i));
    }
  }

  private String name(String inside) {
    String outside = names.get(inside);
    if (outside == null) {
      throw new IllegalStateException("not a node of the function: " + inside);
    }
    return outside;
  }
}
