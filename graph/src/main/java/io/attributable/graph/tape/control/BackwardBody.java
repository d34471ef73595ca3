package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.tensorflow.ndarray.Shape;

/** One iteration of a loop, differentiated: from a gradient per variable to that before it. */
final class BackwardBody {
  private final GraphBuilder body;
  private final FunctionGraph function;
  private final List<Integer> carried;
  private final Map<Integer, TensorRef> before = new LinkedHashMap<>();
  private final Map<Integer, TensorRef> after = new LinkedHashMap<>();

  BackwardBody(GraphBuilder body, FunctionGraph function, List<Integer> carried) {
    this.body = body;
    this.function = function;
    this.carried = carried;
  }

  /**
   * Adds the gradient's nodes to the body.
   *
   * @param tape from seeds and sources to gradients
   */
  void differentiate(
      BiFunction<Map<TensorRef, List<TensorRef>>, Set<TensorRef>, Map<TensorRef, TensorRef>> tape) {
    Map<TensorRef, List<TensorRef>> seeds = new LinkedHashMap<>();
    Set<TensorRef> sources = new HashSet<>();
    for (int variable : carried) {
      TensorRef seed = argument(variable);
      after.put(variable, seed);
      seeds
          .computeIfAbsent(function.results().get(variable), unused -> new ArrayList<>())
          .add(seed);
      sources.add(function.arguments().get(variable));
    }
    Map<TensorRef, TensorRef> gradients = tape.apply(seeds, sources);
    NodeWriter writer = new NodeWriter(body);
    for (int variable : carried) {
      TensorRef source = function.arguments().get(variable);
      TensorRef gradient = gradients.get(source);
      before.put(variable, gradient != null ? gradient : writer.zerosLike(source));
    }
  }

  /** A placeholder for the gradient of a variable's value after the iteration. */
  private TensorRef argument(int variable) {
    TensorRef result = function.results().get(variable);
    return new LoopVariables(body)
        .add("gradient_" + variable, body.type(result), body.shape(result));
  }

  /** What the shapes of all values that a variable takes have in common. */
  Shape shape(int variable) {
    return body.shape(function.arguments().get(variable));
  }

  GraphBuilder graph() {
    return body;
  }

  List<Integer> carried() {
    return carried;
  }

  /** The gradient of a variable's value before the iteration. */
  TensorRef before(int variable) {
    return Objects.requireNonNull(before.get(variable));
  }

  /** The gradient of a variable's value after the iteration, an argument. */
  TensorRef after(int variable) {
    return Objects.requireNonNull(after.get(variable));
  }

  /** All gradients of values before the iteration. */
  Collection<TensorRef> gradients() {
    return before.values();
  }

  /** The variables that no iteration changes, by their arguments. */
  Map<TensorRef, Integer> invariants() {
    Map<TensorRef, Integer> invariants = new LinkedHashMap<>();
    for (int i = 0; i < function.arguments().size(); i++) {
      if (function.passesThrough(i)) {
        invariants.put(function.arguments().get(i), i);
      }
    }
    return invariants;
  }

  /** What the gradient has without any records. */
  Set<TensorRef> given() {
    Set<TensorRef> given = new HashSet<>(invariants().keySet());
    given.addAll(after.values());
    return given;
  }
}
