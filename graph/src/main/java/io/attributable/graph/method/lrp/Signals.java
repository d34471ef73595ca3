package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The signals of a graph and of the functions that its loops and branches refer to: a weight that a
 * loop hands to its body is a weight there, too.
 */
final class Signals {
  private final FunctionGraphs functions;
  private final Map<String, GraphSignals> bodies = new HashMap<>();
  private final FlatGraph graph;
  private final GraphSignals outermost;

  private Signals(FlatGraph graph, FunctionGraphs functions) {
    this.functions = functions;
    this.graph = graph;
    this.outermost = GraphSignals.of(graph, fed(graph, Signal.INPUT), this);
  }

  /** Follows the signature's inputs through a graph. */
  static Signals of(FlatGraph graph, FunctionGraphs functions) {
    return new Signals(graph, functions);
  }

  /** Those of the graph or of a function; of any other graph, all that is fed varies. */
  GraphSignals in(FlatGraph other) {
    if (other == graph) {
      return outermost;
    }
    GraphSignals known = bodies.get(other.signature().name());
    return known != null ? known : GraphSignals.of(other, fed(other, Signal.WEIGHTED), this);
  }

  private static Map<TensorRef, Signal> fed(FlatGraph graph, Signal signal) {
    Map<TensorRef, Signal> inputs = new HashMap<>();
    graph.signature().inputs().forEach(input -> inputs.put(input.tensor(), signal));
    return inputs;
  }

  FunctionGraphs functions() {
    return functions;
  }

  /**
   * Follows arguments through a function. What is called twice has what both calls tell. A function
   * may be opened anew each time, its name and those of its nodes being the same.
   *
   * @return by the function's result
   */
  List<Signal> through(FunctionGraph function, List<Signal> arguments) {
    String name = function.graph().signature().name();
    Map<TensorRef, Signal> inputs = new HashMap<>();
    GraphSignals before = bodies.get(name);
    for (int i = 0; i < function.arguments().size(); i++) {
      TensorRef argument = function.arguments().get(i);
      Signal known = before == null ? Signal.NONE : before.of(argument);
      inputs.merge(argument, arguments.get(i).and(known), Signal::and);
    }
    GraphSignals signals = GraphSignals.of(function.graph(), inputs, this);
    bodies.put(name, signals);
    return function.results().stream().map(signals::of).toList();
  }
}
