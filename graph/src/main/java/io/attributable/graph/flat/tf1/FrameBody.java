package io.attributable.graph.flat.tf1;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrameOps;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes of a loop that some of its tensors are computed by. */
final class FrameBody {
  private final FlatGraph graph;
  private final FrameLoop loop;
  private final Set<TensorRef> given = new LinkedHashSet<>();
  private final Set<TensorRef> captured = new LinkedHashSet<>();
  private final Map<String, FlatNode> nodes = new LinkedHashMap<>();
  private final Deque<FlatNode> open = new ArrayDeque<>();

  private FrameBody(FlatGraph graph, FrameLoop loop) {
    this.graph = graph;
    this.loop = loop;
    for (FrameLoop.Variable variable : loop.variables()) {
      given.add(variable.merge().output(0));
      variable.gates().forEach(gate -> given.add(gate.output(1)));
    }
    loop.constants().forEach(enter -> given.add(enter.output(0)));
  }

  /** Collects what tensors are computed by, up to what the loop is given in each iteration. */
  static FrameBody of(FlatGraph graph, FrameLoop loop, List<TensorRef> tensors) {
    FrameBody body = new FrameBody(graph, loop);
    tensors.forEach(body::reach);
    while (!body.open.isEmpty()) {
      FlatNode node = body.open.pop();
      node.inputs().forEach(body::reach);
      node.controls().stream().map(graph::node).filter(body::computes).forEach(body::add);
      body.nodes.put(node.name(), node.withControls(body.kept(node)));
    }
    return body;
  }

  private void reach(TensorRef tensor) {
    FlatNode node = graph.node(tensor.node());
    if (given.contains(tensor)) {
      return;
    }
    if (loop.inside().contains(node.name()) || FrameOps.is(node, "Const")) {
      add(node);
    } else {
      captured.add(tensor);
    }
  }

  private void add(FlatNode node) {
    if (nodes.putIfAbsent(node.name(), node) == null) {
      open.push(node);
    }
  }

  /** Whether a node of the loop does some of its work. */
  private boolean computes(FlatNode node) {
    return loop.inside().contains(node.name()) && !isMachinery(node) && !isPivot(node);
  }

  /** Without controls that only wait for the start of the iteration, which a function implies. */
  private List<String> kept(FlatNode node) {
    return node.controls().stream().filter(control -> !isPivot(graph.node(control))).toList();
  }

  private boolean isPivot(FlatNode node) {
    return FrameOps.is(node, "Identity") && given.contains(node.inputs().get(0));
  }

  private boolean isMachinery(FlatNode node) {
    return node.equals(loop.condition())
        || FrameOps.is(node, FrameOps.NEXT)
        || FrameOps.is(node, FrameOps.ENTER)
        || loop.variables().stream()
            .anyMatch(variable -> variable.gates().contains(node) || variable.merge().equals(node));
  }

  /** The nodes, without what the loop is given. */
  Map<String, FlatNode> nodes() {
    return nodes;
  }

  /** What was made before the loop, and did not come in by its entrance. */
  Set<TensorRef> captured() {
    return captured;
  }

  /** Whether they make a function: nothing of the loop's own machinery is among them. */
  boolean isFunction() {
    return nodes.values().stream().noneMatch(this::isMachinery);
  }
}
