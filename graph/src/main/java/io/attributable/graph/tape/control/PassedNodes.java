package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tape.Influence;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes that gradients pass on their way from an output to a tensor, those inside loops and
 * branches included. Immutable.
 */
public final class PassedNodes {
  private final FlatGraph graph;
  private final FunctionGraphs functions;
  private final Influence influence;

  /**
   * A node that gradients pass.
   *
   * @param graph what it is a node of; of a function, it knows what the arguments are given
   */
  public record Passed(GraphBuilder graph, FlatNode node) {}

  /** Those of a graph, as rules hand gradients back. */
  public PassedNodes(FlatGraph graph, RuleBook rules, FunctionGraphs functions) {
    this.graph = graph;
    this.functions = functions;
    this.influence = new Influence(rules, functions);
  }

  /** The outermost graph. */
  public FlatGraph graph() {
    return graph;
  }

  /** Whether a tensor lies on the way of gradients from another, or is the same. */
  public boolean reach(TensorRef from, TensorRef to) {
    return influence.of(graph, Set.of(from)).contains(to);
  }

  /** All of them between a tensor and an output, from the output on; the output's maker counts. */
  public List<Passed> between(TensorRef tensor, TensorRef output) {
    List<Passed> passed = new ArrayList<>();
    collect(new GraphBuilder(graph, ""), Set.of(tensor), List.of(output), passed);
    return passed;
  }

  private void collect(
      GraphBuilder of, Set<TensorRef> from, Collection<TensorRef> to, List<Passed> passed) {
    Set<TensorRef> influenced = influence.of(of.base(), from);
    Deque<TensorRef> open = new ArrayDeque<>(to);
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      TensorRef tensor = open.pop();
      if (influenced.contains(tensor) && !from.contains(tensor) && seen.add(tensor.node())) {
        FlatNode node = of.node(tensor.node());
        passed.add(new Passed(of, node));
        within(of, node, passed);
        open.addAll(node.inputs());
      }
    }
  }

  private void within(GraphBuilder of, FlatNode node, List<Passed> passed) {
    if (OpTrait.LOOP.is(node.op())) {
      FunctionGraph body = LoopBody.open(of.base(), node, functions);
      within(of, body, LoopBody.given(node, body), passed);
    } else if (OpTrait.BRANCH.is(node.op())) {
      for (FunctionGraph branch : BranchRule.branches(of.base(), node, influence)) {
        within(of, branch, BranchRule.given(node, branch), passed);
      }
    }
  }

  private void within(
      GraphBuilder of,
      FunctionGraph function,
      Map<TensorRef, TensorRef> given,
      List<Passed> passed) {
    collect(
        of.nested(function.graph(), given),
        Set.copyOf(function.arguments()),
        function.results(),
        passed);
  }
}
