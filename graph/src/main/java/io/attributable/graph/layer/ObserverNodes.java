package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Nodes that only look on: what writes summaries, prints or asserts, and what computes nothing but
 * what these take. Estimators summarise each layer in a scope of the layer's own name, which is no
 * call of it.
 */
final class ObserverNodes {
  private static final Set<String> SINKS = Set.of("Assert", "PrintV2", "MergeSummary");

  private final Set<String> names = new HashSet<>();

  ObserverNodes(FlatGraph graph) {
    Set<TensorRef> returned =
        graph.signature().outputs().stream().map(TensorSchema::tensor).collect(Collectors.toSet());
    List<FlatNode> lastFirst = new ArrayList<>(graph.byName().values());
    Collections.reverse(lastFirst);
    for (FlatNode node : lastFirst) {
      if (!graph.isFed(node.output(0)) && !returns(node, returned)) {
        if (isSink(node) || servesObserversOnly(graph, node)) {
          names.add(node.name());
        }
      }
    }
  }

  boolean contains(FlatNode node) {
    return names.contains(node.name());
  }

  private static boolean isSink(FlatNode node) {
    String op = node.op();
    return SINKS.contains(op)
        || op.endsWith("Summary")
        || op.endsWith("SummaryV2")
        || op.startsWith("DebugNumericSummary");
  }

  private static boolean returns(FlatNode node, Set<TensorRef> returned) {
    for (int i = 0; i < node.outputs().size(); i++) {
      if (returned.contains(node.output(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean servesObserversOnly(FlatGraph graph, FlatNode node) {
    boolean served = false;
    for (int i = 0; i < node.outputs().size(); i++) {
      for (FlatNode user : graph.consumers(node.output(i))) {
        if (!contains(user)) {
          return false;
        }
        served = true;
      }
    }
    return served;
  }
}
