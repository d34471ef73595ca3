package io.attributable.graph.flat;

import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * The nodes of the outermost graph that belong to a signature: what its outputs depend on, and what
 * else its inputs alone bring about (layers that no output uses). Training and saving are left out.
 */
final class SignatureSubgraph {
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final List<NodeDef> ordered;
  private final Set<String> fed;
  private final List<NodeDef> chosen;

  SignatureSubgraph(String model, GraphDef graph, SignatureSchema signature, FedTensors feeds) {
    List<NodeDef> given =
        graph.getNodeList().stream()
            .map(node -> redirected(feeds, node))
            .collect(Collectors.toList());
    given.forEach(node -> nodes.put(node.getName(), node));
    fed =
        signature.inputs().stream()
            .map(input -> feeds.instead(input.tensor()).node())
            .collect(Collectors.toSet());
    Set<String> outputs =
        signature.outputs().stream()
            .map(output -> feeds.instead(output.tensor()).node())
            .collect(Collectors.toSet());
    requireAll(model, fed);
    requireAll(model, outputs);
    Set<String> wanted = ancestors(outputs);
    wanted.addAll(fed);
    ordered = NodeOrder.of(given);
    wanted.addAll(ancestors(broughtAbout()));
    chosen =
        ordered.stream()
            .filter(node -> wanted.contains(node.getName()))
            .collect(Collectors.toList());
  }

  /** In topological order. */
  List<NodeDef> nodes() {
    return chosen;
  }

  /** Takes what is fed from the placeholder that stands in for it. */
  private static NodeDef redirected(FedTensors feeds, NodeDef node) {
    if (!feeds.any()) {
      return node;
    }
    NodeDef.Builder changed = node.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++) {
      if (!node.getInput(i).startsWith("^")) {
        TensorRef input = TensorRef.parse(node.getInput(i));
        TensorRef instead = feeds.instead(input);
        if (!instead.equals(input)) {
          changed.setInput(i, instead.toString());
        }
      }
    }
    return changed.build();
  }

  private void requireAll(String model, Collection<String> names) {
    for (String name : names) {
      if (!nodes.containsKey(name)) {
        throw new IllegalArgumentException(
            "the signature refers to node \"" + name + "\", which \"" + model + "\" does not have");
      }
    }
  }

  private Set<String> ancestors(Collection<String> of) {
    Set<String> seen = new HashSet<>(of);
    Deque<String> open = new ArrayDeque<>(of);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (fed.contains(name) && !isPlaceholderWithDefault(name)) {
        continue;
      }
      for (String input : node(name).getInputList()) {
        if (seen.add(NodeOrder.nodeOf(input))) {
          open.push(NodeOrder.nodeOf(input));
        }
      }
    }
    return seen;
  }

  private boolean isPlaceholderWithDefault(String name) {
    return node(name).getOp().equals("PlaceholderWithDefault");
  }

  /** What depends on the inputs, but on no placeholder besides them, as training does on labels. */
  private Set<String> broughtAbout() {
    Set<String> dependent = new HashSet<>(fed);
    Set<String> foreign = new HashSet<>();
    for (NodeDef node : ordered) {
      boolean dependsOnInput = false;
      boolean dependsOnForeign = isForeign(node);
      for (String input : node.getInputList()) {
        String name = NodeOrder.nodeOf(input);
        boolean control = input.startsWith("^");
        dependsOnInput |= !control && dependent.contains(name);
        dependsOnForeign |= foreign.contains(name);
      }
      if (dependsOnForeign) {
        foreign.add(node.getName());
      } else if (dependsOnInput) {
        dependent.add(node.getName());
      }
    }
    dependent.removeAll(foreign);
    return dependent;
  }

  private boolean isForeign(NodeDef node) {
    return node.getOp().equals("Placeholder") && !fed.contains(node.getName());
  }

  private NodeDef node(String name) {
    NodeDef node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("node \"" + name + "\" is missing");
    }
    return node;
  }
}
