package io.attributable.graph.tape.stack;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Backward passes for many seeds as one: every tensor that depends on the seed gets a dimension in
 * front. Each op does its work once for all of them, which costs far less than a pass for each
 * where tensors are small and weights are large. Seeds never mix, whatever the model does with its
 * examples.
 *
 * <p>Source: vectorised backward passes: Agarwal and Ganichev (2019), Auto-Vectorizing TensorFlow
 * Graphs: Jacobians, Auto-Batching And Beyond, arXiv:1903.04243; {@code
 * tensorflow/python/ops/parallel_for/pfor.py}.
 */
public final class StackedPass {
  private final GraphBuilder graph;
  private final FunctionGraphs functions;
  private final Map<TensorRef, Stacked> stacked = new HashMap<>();
  private final List<FlatNode> dependent;
  private final StackedShapes shapes;
  private final StackWriter writer;

  private StackedPass(
      GraphBuilder graph, TensorRef seeds, List<FlatNode> dependent, FunctionGraphs functions) {
    this.graph = graph;
    this.functions = functions;
    this.dependent = dependent;
    this.shapes = StackedShapes.of(graph, dependent, functions);
    this.writer = StackWriter.of(new NodeWriter(graph), seeds);
  }

  /**
   * A stacked pass.
   *
   * @param results by result of the single pass, those for all seeds along a first dimension
   * @param widest the bytes of the largest tensor for one seed and one example, by static shapes
   */
  public record Result(Map<TensorRef, TensorRef> results, long widest) {}

  /**
   * Adds the pass, if every op in it allows that.
   *
   * @param seed the placeholder that a single pass depends on
   * @param seeds its values along a first dimension
   * @param results of the single pass
   */
  public static Optional<Result> of(
      GraphBuilder graph,
      TensorRef seed,
      TensorRef seeds,
      Collection<TensorRef> results,
      FunctionGraphs functions) {
    List<FlatNode> dependent = dependent(graph, seed, results);
    if (!dependent.stream().allMatch(StackedNodes::mayKnow)) {
      return Optional.empty();
    }
    StackedPass pass = new StackedPass(graph, seeds, dependent, functions);
    pass.stacked.put(seed, new Stacked(seeds, true));
    try {
      return Optional.of(new Result(pass.results(results), pass.widest()));
    } catch (NotStackedException e) {
      return Optional.empty();
    }
  }

  /** The nodes between the seed and the results, in topological order. */
  private static List<FlatNode> dependent(
      GraphBuilder graph, TensorRef seed, Collection<TensorRef> results) {
    Set<String> reached = new HashSet<>(Set.of(seed.node()));
    for (FlatNode node : graph.added().values()) {
      if (node.inputs().stream().anyMatch(input -> reached.contains(input.node()))) {
        reached.add(node.name());
      }
    }
    reached.remove(seed.node());
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    results.forEach(result -> open.push(result.node()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (reached.contains(name) && needed.add(name)) {
        graph.node(name).inputs().forEach(input -> open.push(input.node()));
      }
    }
    return graph.added().values().stream().filter(node -> needed.contains(node.name())).toList();
  }

  private Map<TensorRef, TensorRef> results(Collection<TensorRef> results) {
    new StackedNodes(graph, functions, writer).add(dependent, shapes, stacked);
    Map<TensorRef, TensorRef> found = new LinkedHashMap<>();
    for (TensorRef result : results) {
      Stacked stack = standsFor(result);
      found.put(result, stack.each() ? stack.tensor() : writer.repeat(stack.tensor()));
    }
    return found;
  }

  private Stacked standsFor(TensorRef tensor) {
    return stacked.getOrDefault(tensor, new Stacked(tensor, false));
  }

  private long widest() {
    long widest = 0;
    for (FlatNode node : dependent) {
      for (int i = 0; i < node.outputs().size(); i++) {
        widest = Math.max(widest, bytes(node.output(i)));
      }
    }
    return widest;
  }

  private long bytes(TensorRef tensor) {
    Shape shape = shapes.of(tensor);
    long bytes = Types.bytes(graph.type(tensor));
    if (!shape.isUnknown()) {
      for (long size : shape.asArray()) {
        bytes *= size < 0 ? 1 : size;
      }
    }
    return bytes;
  }
}
