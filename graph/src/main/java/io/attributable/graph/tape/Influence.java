package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tensors depend differentiably on which sources: along paths of ops that let gradients pass,
 * through tensors that can carry them. Immutable.
 */
public final class Influence implements FunctionDependence {
  private static final BitSet NONE = new BitSet();

  private final RuleBook rules;
  private final FunctionGraphs functions;

  /** Follows the paths on which these rules hand gradients back. */
  public Influence(RuleBook rules, FunctionGraphs functions) {
    this.rules = rules;
    this.functions = functions;
  }

  @Override
  public FunctionGraphs functions() {
    return functions;
  }

  /** What depends on any of some sources, and they themselves. */
  public Set<TensorRef> of(FlatGraph graph, Collection<TensorRef> sources) {
    BitSet only = new BitSet();
    only.set(0);
    Map<TensorRef, BitSet> bits = new HashMap<>();
    sources.forEach(source -> bits.put(source, only));
    spread(graph, bits);
    return Set.copyOf(bits.keySet());
  }

  @Override
  public List<BitSet> ofFunction(FunctionGraph function) {
    Map<TensorRef, BitSet> bits = new HashMap<>();
    for (int i = 0; i < function.arguments().size(); i++) {
      TensorRef argument = function.arguments().get(i);
      if (Types.carriesGradients(function.graph().type(argument))) {
        bits.computeIfAbsent(argument, unused -> new BitSet()).set(i);
      }
    }
    spread(function.graph(), bits);
    return function.results().stream().map(result -> bits.getOrDefault(result, NONE)).toList();
  }

  private void spread(FlatGraph graph, Map<TensorRef, BitSet> bits) {
    for (FlatNode node : graph.nodes()) {
      if (node.inputs().stream().anyMatch(bits::containsKey) && flows(graph, node)) {
        spread(graph, node, bits);
      }
    }
  }

  /** Whether a node hands gradients back at all. */
  boolean flows(FlatGraph graph, FlatNode node) {
    return !rules.stops(graph, node) && !graph.isFed(node.output(0));
  }

  private void spread(FlatGraph graph, FlatNode node, Map<TensorRef, BitSet> bits) {
    List<BitSet> dependence = dependence(graph, node);
    for (int i = 0; i < node.outputs().size(); i++) {
      BitSet sources = new BitSet();
      if (Types.carriesGradients(node.outputs().get(i).type())) {
        dependence.get(i).stream()
            .forEach(input -> sources.or(bits.getOrDefault(node.inputs().get(input), NONE)));
      }
      if (!sources.isEmpty()) {
        bits.merge(node.output(i), sources, Influence::union);
      }
    }
  }

  private static BitSet union(BitSet a, BitSet b) {
    BitSet union = (BitSet) a.clone();
    union.or(b);
    return union;
  }

  private List<BitSet> dependence(FlatGraph graph, FlatNode node) {
    return rules
        .find(graph, node)
        .map(rule -> rule.dependence(graph, node, this))
        .orElseGet(() -> GradientRule.everyOutputOnEveryInput(node));
  }
}
