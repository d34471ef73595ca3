package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.tensor.TensorRef;
import java.util.IdentityHashMap;

/**
 * What the rules have to know of one graph beside its nodes. Immutable.
 *
 * @param signals which tensors vary
 * @param layers its layers with weights
 * @param gates which factors are gates
 * @param normalisations which sums take a mean off
 */
record GraphFacts(
    GraphSignals signals, LinearLayers layers, Gates gates, Normalisations normalisations) {

  private static GraphFacts of(FlatGraph graph, GraphSignals signals, TensorRef output) {
    Gates gates = new Gates(graph, signals);
    return new GraphFacts(
        signals,
        new LinearLayers(graph, signals, LinearLayers.ends(graph, output)),
        gates,
        new Normalisations(graph, signals, gates));
  }

  /** Of a graph, and of the functions of its loops and branches. Safe for any number of threads. */
  static final class Book {
    private final IdentityHashMap<FlatGraph, GraphFacts> facts = new IdentityHashMap<>();
    private final Signals signals;
    private final TensorRef output;

    Book(FlatGraph graph, TensorRef output, FunctionGraphs functions) {
      this.signals = Signals.of(graph, functions);
      this.output = output;
    }

    synchronized GraphFacts of(FlatGraph graph) {
      return facts.computeIfAbsent(
          graph, unused -> GraphFacts.of(graph, signals.in(graph), output));
    }
  }
}
