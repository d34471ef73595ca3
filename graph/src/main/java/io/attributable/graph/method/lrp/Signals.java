package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The signals of a graph and of the functions that its loops and branches refer to: a weight that a
 * loop hands to its body is a weight there, too.
 */
final class Signals {
  private final FunctionGraphs functions;
  private final Map<FlatGraph, GraphSignals> graphs = new IdentityHashMap<>();

  private Signals(FunctionGraphs functions) {
    this.functions = functions;
  }

  /** Follows the signature's inputs through a graph. */
  static Signals of(FlatGraph graph, FunctionGraphs functions) {
    Signals signals = new Signals(functions);
    Map<TensorRef, Signal> inputs = new HashMap<>();
    graph.signature().inputs().forEach(input -> inputs.put(input.tensor(), Signal.INPUT));
    signals.graphs.put(graph, GraphSignals.of(graph, inputs, signals));
    return signals;
  }

  /** Those of the graph or of a function; of any other graph, all that is fed varies. */
  GraphSignals in(FlatGraph graph) {
    GraphSignals known = graphs.get(graph);
    if (known != null) {
      return known;
    }
    Map<TensorRef, Signal> inputs = new HashMap<>();
    graph.signature().inputs().forEach(input -> inputs.put(input.tensor(), Signal.WEIGHTED));
    return GraphSignals.of(graph, inputs, this);
  }

  FunctionGraphs functions() {
    return functions;
  }

  /**
   * Follows arguments through a function. What is called twice has what both calls tell.
   *
   * @return by the function's result
   */
  List<Signal> through(FunctionGraph function, List<Signal> arguments) {
    Map<TensorRef, Signal> inputs = new HashMap<>();
    GraphSignals before = graphs.get(function.graph());
    for (int i = 0; i < function.arguments().size(); i++) {
      TensorRef argument = function.arguments().get(i);
      Signal known = before == null ? Signal.NONE : before.of(argument);
      inputs.merge(argument, arguments.get(i).and(known), Signal::and);
    }
    GraphSignals signals = GraphSignals.of(function.graph(), inputs, this);
    graphs.put(function.graph(), signals);
    return function.results().stream().map(signals::of).toList();
  }

  /** All graphs that were followed. */
  Map<FlatGraph, GraphSignals> all() {
    return Collections.unmodifiableMap(graphs);
  }
}
