package io.attributable.graph.flat.tf1;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrameOps;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A loop of TensorFlow 1, all parts of which were found.
 *
 * <p>Source: TensorFlow authors (2017), Implementation of Control Flow in TensorFlow, white paper,
 * download.tensorflow.org/paper/white_paper_tf_control_flow_implementation_2017_11_1.pdf.
 *
 * @param condition its {@code LoopCond}
 * @param variables what changes from iteration to iteration
 * @param constants the nodes that bring in what does not
 * @param inside the names of all nodes in it, without those that lead out of it
 */
record FrameLoop(
    FlatNode condition, List<Variable> variables, List<FlatNode> constants, Set<String> inside) {

  /**
   * A loop variable.
   *
   * @param enter its first value
   * @param merge its value in this iteration
   * @param gates the switches into the body, or out
   * @param next its value for the next iteration
   * @param exits its values after the loop
   */
  record Variable(
      FlatNode enter, FlatNode merge, List<FlatNode> gates, FlatNode next, List<FlatNode> exits) {}

  /** Gathers the parts of a frame; empty if they do not make a loop, or if it holds another one. */
  static Optional<FrameLoop> of(FlatGraph graph, List<FlatNode> enters) {
    List<Variable> variables = new ArrayList<>();
    List<FlatNode> constants = new ArrayList<>();
    for (FlatNode enter : enters) {
      if (FrameOps.isConstant(enter)) {
        constants.add(enter);
      } else if (!addVariables(graph, enter, variables)) {
        return Optional.empty();
      }
    }
    Set<String> conditions = new HashSet<>();
    variables.forEach(
        variable -> variable.gates().forEach(gate -> conditions.add(gate.inputs().get(1).node())));
    if (conditions.size() != 1) {
      return Optional.empty();
    }
    FlatNode condition = graph.node(conditions.iterator().next());
    Optional<Set<String>> inside = inside(graph, enters, variables);
    return FrameOps.is(condition, FrameOps.CONDITION)
        ? inside.map(names -> new FrameLoop(condition, variables, constants, names))
        : Optional.empty();
  }

  private static boolean addVariables(FlatGraph graph, FlatNode enter, List<Variable> variables) {
    for (FlatNode merge : graph.consumers(enter.output(0))) {
      Optional<FlatNode> next =
          merge.inputs().stream()
              .map(input -> graph.node(input.node()))
              .filter(node -> FrameOps.is(node, FrameOps.NEXT))
              .findFirst();
      if (!FrameOps.is(merge, FrameOps.MERGE) || merge.inputs().size() != 2 || next.isEmpty()) {
        return false;
      }
      List<FlatNode> gates = gates(graph, merge);
      List<FlatNode> exits = new ArrayList<>();
      gates.forEach(gate -> exits.addAll(graph.consumers(gate.output(0))));
      variables.add(new Variable(enter, merge, gates, next.get(), exits));
      if (!exits.stream().allMatch(exit -> FrameOps.is(exit, FrameOps.EXIT))) {
        return false;
      }
    }
    return true;
  }

  private static List<FlatNode> gates(FlatGraph graph, FlatNode merge) {
    return graph.consumers(merge.output(0)).stream()
        .filter(node -> FrameOps.is(node, FrameOps.SWITCH))
        .filter(node -> node.inputs().get(0).equals(merge.output(0)))
        .filter(node -> isCondition(graph, node.inputs().get(1)))
        .toList();
  }

  private static boolean returnsAnyOf(FlatGraph graph, Set<String> nodes) {
    return graph.signature().outputs().stream()
        .anyMatch(output -> nodes.contains(output.tensor().node()));
  }

  private static boolean isCondition(FlatGraph graph, TensorRef tensor) {
    return FrameOps.is(graph.node(tensor.node()), FrameOps.CONDITION);
  }

  /**
   * Everything that follows on what comes in, up to the exits; empty if there is a loop in it, or
   * if the signature takes a tensor from it, which no iteration alone has.
   */
  private static Optional<Set<String>> inside(
      FlatGraph graph, List<FlatNode> enters, List<Variable> variables) {
    Set<String> inside = new HashSet<>();
    Set<String> exits = new HashSet<>();
    enters.forEach(enter -> inside.add(enter.name()));
    variables.forEach(variable -> variable.exits().forEach(exit -> exits.add(exit.name())));
    for (FlatNode node : graph.nodes()) {
      boolean follows =
          node.inputs().stream().anyMatch(input -> inside.contains(input.node()))
              || node.controls().stream().anyMatch(inside::contains);
      if (follows && !exits.contains(node.name())) {
        if (FrameOps.is(node, FrameOps.ENTER) || FrameOps.is(node, FrameOps.EXIT)) {
          return Optional.empty();
        }
        inside.add(node.name());
      }
    }
    return returnsAnyOf(graph, inside) ? Optional.empty() : Optional.of(inside);
  }
}
