package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reverse-mode differentiation of a flat graph. Walks the graph backwards once, over the nodes
 * between the sources and the output only, and asks a {@link GradientRule} per node for the
 * gradients of just the inputs that need one. The gradient's nodes are added to a {@link
 * GraphBuilder}. Not thread-safe.
 */
public final class GradientTape {
  private final GraphBuilder builder;
  private final RuleBook rules;
  private final NodeWriter writer;

  /** Adds to a graph by these rules. */
  public GradientTape(GraphBuilder builder, RuleBook rules) {
    this.builder = builder;
    this.rules = rules;
    this.writer = new NodeWriter(builder);
  }

  /**
   * The total derivatives of a sum of output elements.
   *
   * @param output what is differentiated
   * @param seed the weight of each of its elements, shaped like it
   * @param sources with respect to what; they may lie upstream of each other
   * @return by source; a source that the output does not depend on differentiably is absent
   * @throws NoGradientException if an op between a source and the output has no rule
   */
  public Map<TensorRef, TensorRef> gradient(
      TensorRef output, TensorRef seed, Collection<TensorRef> sources) {
    Set<TensorRef> influenced = influenced(sources);
    Map<TensorRef, List<TensorRef>> gradients = new HashMap<>();
    gradients.computeIfAbsent(output, unused -> new ArrayList<>()).add(seed);
    List<FlatNode> backwards = new ArrayList<>(builder.base().byName().values());
    Collections.reverse(backwards);
    Map<TensorRef, TensorRef> results = new LinkedHashMap<>();
    for (FlatNode node : backwards) {
      Map<Integer, TensorRef> outputs = summed(node, gradients, influenced);
      outputs.forEach(
          (index, gradient) -> {
            if (sources.contains(node.output(index))) {
              results.put(node.output(index), gradient);
            }
          });
      if (!outputs.isEmpty()) {
        differentiate(node, outputs, influenced, gradients);
      }
    }
    return results;
  }

  /** What depends differentiably on the sources, and they themselves. */
  private Set<TensorRef> influenced(Collection<TensorRef> sources) {
    FlatGraph graph = builder.base();
    Set<TensorRef> influenced = new HashSet<>(sources);
    for (FlatNode node : graph.nodes()) {
      if (flows(node) && node.inputs().stream().anyMatch(influenced::contains)) {
        for (int i = 0; i < node.outputs().size(); i++) {
          if (Types.isDifferentiable(node.outputs().get(i).type())) {
            influenced.add(node.output(i));
          }
        }
      }
    }
    return influenced;
  }

  private boolean flows(FlatNode node) {
    return !RuleBook.stops(node) && !builder.base().isFed(node.output(0));
  }

  /** The gradients of a node's outputs, each summed over all that use it. */
  private Map<Integer, TensorRef> summed(
      FlatNode node, Map<TensorRef, List<TensorRef>> gradients, Set<TensorRef> influenced) {
    Map<Integer, TensorRef> outputs = new LinkedHashMap<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      List<TensorRef> parts = gradients.get(node.output(i));
      if (parts != null && influenced.contains(node.output(i))) {
        outputs.put(i, writer.addN(parts));
      }
    }
    return outputs;
  }

  private void differentiate(
      FlatNode node,
      Map<Integer, TensorRef> outputs,
      Set<TensorRef> influenced,
      Map<TensorRef, List<TensorRef>> gradients) {
    Set<Integer> needed = needed(node, influenced);
    if (needed.isEmpty() || !flows(node)) {
      return;
    }
    Optional<GradientRule> rule = rules.find(node);
    if (rule.isEmpty()) {
      throw new NoGradientException(node);
    }
    RuleContext context = new RuleContext(node, outputs, needed, writer);
    rule.get()
        .gradient(context)
        .forEach(
            (input, gradient) -> {
              if (needed.contains(input)) {
                gradients
                    .computeIfAbsent(node.inputs().get(input), unused -> new ArrayList<>())
                    .add(gradient);
              }
            });
  }

  private static Set<Integer> needed(FlatNode node, Set<TensorRef> influenced) {
    Set<Integer> needed = new HashSet<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      if (influenced.contains(node.inputs().get(i))) {
        needed.add(i);
      }
    }
    return needed;
  }
}
