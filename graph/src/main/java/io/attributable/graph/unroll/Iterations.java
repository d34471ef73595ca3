package io.attributable.graph.unroll;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes a loop's iterations out. What is the same in all of them is written once. */
final class Iterations {
  private final FlatNode node;
  private final FunctionGraph body;
  private final String prefix;
  private final List<FlatNode> once = new ArrayList<>();
  private final List<FlatNode> each = new ArrayList<>();
  private final List<FlatNode> written = new ArrayList<>();

  Iterations(FlatGraph graph, OpenedLoop loop) {
    this.node = loop.node();
    this.body = loop.body();
    this.prefix = freePrefix(graph, node.name() + "/unrolled");
    sort();
  }

  private static String freePrefix(FlatGraph graph, String wanted) {
    boolean taken = graph.byName().keySet().stream().anyMatch(name -> name.startsWith(wanted));
    return taken ? freePrefix(graph, wanted + "_") : wanted;
  }

  /** An iteration's nodes are those that depend on what changes. */
  private void sort() {
    Set<TensorRef> changing = new HashSet<>();
    for (int i = 0; i < body.arguments().size(); i++) {
      if (!body.passesThrough(i)) {
        changing.add(body.arguments().get(i));
      }
    }
    for (FlatNode inner : BackwardSlice.of(body.graph(), body.results(), body.arguments()).all()) {
      if (inner.inputs().stream().anyMatch(changing::contains)) {
        each.add(inner);
        for (int i = 0; i < inner.outputs().size(); i++) {
          changing.add(inner.output(i));
        }
      } else {
        once.add(inner);
      }
    }
  }

  /** How many nodes an iteration adds. */
  int size() {
    return Math.max(1, each.size());
  }

  /**
   * Writes some iterations.
   *
   * @return what the variables are behind the last one
   */
  List<TensorRef> write(int count) {
    NodeCopies fixed = copies("s/", node.inputs());
    once.forEach(inner -> copy(fixed, inner));
    List<TensorRef> values = node.inputs();
    for (int i = 0; i < count; i++) {
      NodeCopies iteration = copies("_" + i + "/", values).beside(fixed);
      each.forEach(inner -> copy(iteration, inner));
      values = iteration.tensors(body.results());
    }
    return values;
  }

  private NodeCopies copies(String suffix, List<TensorRef> values) {
    return NodeCopies.of(prefix + suffix, node, body, values);
  }

  private void copy(NodeCopies copies, FlatNode inner) {
    if (inner.op().equals("Identity")) {
      copies.alias(inner.output(0), inner.inputs().get(0));
    } else {
      written.add(copies.copy(inner));
    }
  }

  /** What was written, in topological order. */
  List<FlatNode> written() {
    return written;
  }
}
