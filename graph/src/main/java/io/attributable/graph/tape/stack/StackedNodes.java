package io.attributable.graph.tape.stack;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.NameAttrList;

/** Writes nodes for all seeds at once, and the bodies of called functions instead of calls. */
final class StackedNodes {

  private final GraphBuilder graph;
  private final FunctionGraphs functions;
  private final StackWriter writer;

  StackedNodes(GraphBuilder graph, FunctionGraphs functions, StackWriter writer) {
    this.graph = graph;
    this.functions = functions;
    this.writer = writer;
  }

  /** Whether it is worth to try. */
  static boolean mayKnow(FlatNode node) {
    return OpTrait.CALL.is(node.op()) || OpTrait.LOOP.is(node.op()) || StackRules.has(node.op());
  }

  /**
   * Adds the nodes.
   *
   * @param nodes in topological order
   * @param stacked the stacked forms of their inputs; inputs without one are used as they are.
   *     Those of their outputs are added
   */
  void add(Iterable<FlatNode> nodes, StackedShapes shapes, Map<TensorRef, Stacked> stacked) {
    for (FlatNode node : nodes) {
      List<Stacked> inputs = new ArrayList<>();
      for (TensorRef input : node.inputs()) {
        inputs.add(stacked.getOrDefault(input, new Stacked(input, false)));
      }
      List<Stacked> outputs = outputs(new StackedNode(node, inputs, shapes, writer), shapes);
      for (int i = 0; i < outputs.size(); i++) {
        stacked.put(node.output(i), outputs.get(i));
      }
    }
  }

  /** A node of which nothing depends on the seed any more is taken as it is. */
  private List<Stacked> outputs(StackedNode node, StackedShapes shapes) {
    FlatNode single = node.node();
    if (OpTrait.CALL.is(single.op())) {
      return called(node, shapes);
    }
    if (node.differs() && OpTrait.LOOP.is(single.op())) {
      return new StackedLoop(graph, functions, node).stack();
    }
    if (node.differs()) {
      if (!StackRules.has(single.op())) {
        throw node.unknown();
      }
      return StackRules.of(single.op()).stack(node);
    }
    if (single.definition().getIsStateful() && !OpTrait.VARIABLE_READ.is(single.op())) {
      throw node.unknown();
    }
    return node.like(node.inputs()).stream().map(out -> new Stacked(out.tensor(), false)).toList();
  }

  private List<Stacked> called(StackedNode node, StackedShapes shapes) {
    NameAttrList reference = node.node().attribute("f").getFunc();
    boolean isOfModel =
        graph.base().library().getFunctionList().stream()
            .anyMatch(function -> function.getSignature().getName().equals(reference.getName()));
    if (!isOfModel) {
      throw node.unknown();
    }
    List<FlatNode.Output> arguments = new ArrayList<>();
    for (TensorRef input : node.node().inputs()) {
      arguments.add(new FlatNode.Output(graph.type(input), shapes.of(input)));
    }
    FunctionGraph function = functions.open(graph.base(), reference, arguments);
    if (!function.controls().isEmpty()) {
      throw node.unknown();
    }
    return called(node, function);
  }

  private List<Stacked> called(StackedNode node, FunctionGraph function) {
    Map<TensorRef, Stacked> stacked = new HashMap<>();
    for (int i = 0; i < node.inputCount(); i++) {
      stacked.put(function.arguments().get(i), new Stacked(node.input(i), node.each(i)));
    }
    List<FlatNode> body = new ArrayList<>();
    for (FlatNode inner : function.graph().nodes()) {
      if (!stacked.containsKey(inner.output(0))) {
        body.add(inner);
      }
    }
    add(body, StackedShapes.of(function.graph()), stacked);
    return function.results().stream().map(result -> stacked.get(result)).toList();
  }
}
