package io.attributable.graph.write;

import io.attributable.graph.flat.FunctionWriter;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.FunctionDef;

/** Writes a function out of nodes of a builder: those that its results need. */
public final class BodyWriter {
  private final GraphBuilder graph;
  private final List<TensorRef> arguments = new ArrayList<>();
  private final List<TensorRef> results = new ArrayList<>();
  private final List<String> controls = new ArrayList<>();
  private final Map<TensorRef, TensorRef> substitutes = new LinkedHashMap<>();

  /** Begins a function of nodes of a graph. */
  public BodyWriter(GraphBuilder graph) {
    this.graph = graph;
  }

  /**
   * Adds an argument.
   *
   * @param standsFor the tensor that it replaces in the nodes
   */
  public void argument(TensorRef standsFor) {
    arguments.add(standsFor);
  }

  /** Adds a result. */
  public void result(TensorRef tensor) {
    results.add(tensor);
  }

  /** Nodes that run whenever the function does. */
  public void controls(List<String> nodes) {
    controls.addAll(nodes);
  }

  /** Replaces a tensor by another. */
  public void substitute(TensorRef taken, TensorRef instead) {
    substitutes.put(taken, instead);
  }

  /** The function under a name. */
  public FunctionDef write(String name) {
    Set<TensorRef> given = new HashSet<>(arguments);
    given.addAll(substitutes.keySet());
    Closure closure = new Closure(graph, given);
    results.forEach(closure::need);
    controls.forEach(closure::need);
    substitutes.values().forEach(closure::need);
    FunctionWriter writer = new FunctionWriter(closure.nodes());
    arguments.forEach(argument -> writer.addArgument(argument, graph.type(argument)));
    substitutes.forEach(writer::substitute);
    results.forEach(result -> writer.addResult(result, graph.type(result)));
    controls.forEach(writer::addControl);
    return writer.write(name);
  }
}
