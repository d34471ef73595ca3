package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which variables a node reads. TensorFlow 1 reads a variable once, next to the variable; then the
 * users of that value are the readers.
 */
final class VariableReads {
  private static final Set<String> FETCHES = Set.of("Identity", "ReadVariableOp");

  private final Map<String, String> variables = new HashMap<>();

  VariableReads(FlatGraph graph) {
    for (FlatNode node : graph.nodes()) {
      if (OpTrait.isVariable(node.op())) {
        variables.put(node.name(), sharedName(node));
      } else if (FETCHES.contains(node.op()) && variables.containsKey(source(node))) {
        variables.put(node.name(), variables.get(source(node)));
      }
    }
  }

  /** The names of the variables, as the author's code gave them. */
  Set<String> of(FlatNode node) {
    Set<String> read = new LinkedHashSet<>();
    for (TensorRef input : node.inputs()) {
      String variable = variables.get(input.node());
      if (variable != null && !liesBeside(node, input.node())) {
        read.add(variable);
      }
    }
    return read;
  }

  private static boolean liesBeside(FlatNode node, String handle) {
    return FETCHES.contains(node.op()) && node.name().startsWith(handle + "/");
  }

  private static String source(FlatNode node) {
    return node.inputs().get(0).node();
  }

  private static String sharedName(FlatNode handle) {
    String shared = handle.attribute("shared_name").getS().toStringUtf8();
    return shared.isEmpty() ? handle.name() : shared;
  }
}
