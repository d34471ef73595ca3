package io.attributable.graph.flat.signature;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.NodeOrder;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
  private static final String WITH_DEFAULT = "PlaceholderWithDefault";

  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Set<String> fed;
  private final Set<String> needed;
  private final List<NodeDef> given;

  /**
   * Finds the part.
   *
   * @throws AttributionException UNSUPPORTED_SIGNATURE if the signature refers to a missing node
   */
  SignatureSubgraph(String model, GraphDef graph, SignatureSchema signature, FedTensors feeds) {
    given =
        graph.getNodeList().stream()
            .map(node -> redirected(feeds, node))
            .collect(Collectors.toList());
    given.forEach(node -> nodes.put(node.getName(), node));
    requireAll(model, signature, "input", signature.inputs(), feeds);
    requireAll(model, signature, "output", signature.outputs(), feeds);
    fed = names(signature.inputs(), feeds);
    needed = ancestors(names(signature.outputs(), feeds));
    needed.addAll(fed);
  }

  private static Set<String> names(List<TensorSchema> tensors, FedTensors feeds) {
    return tensors.stream()
        .map(tensor -> feeds.instead(tensor.tensor()).node())
        .collect(Collectors.toSet());
  }

  /** What the outputs depend on, and what else the inputs bring about, in topological order. */
  List<NodeDef> whole() {
    Set<String> wanted = new HashSet<>(needed);
    wanted.addAll(ancestors(broughtAbout()));
    return ordered(wanted);
  }

  /** Just what the outputs depend on, in topological order. */
  List<NodeDef> needed() {
    return ordered(needed);
  }

  private List<NodeDef> ordered(Set<String> wanted) {
    return NodeOrder.of(
        given.stream()
            .filter(node -> wanted.contains(node.getName()))
            .collect(Collectors.toList()));
  }

  /** Replaces fed tensors by their placeholders. */
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

  private void requireAll(
      String model,
      SignatureSchema signature,
      String kind,
      List<TensorSchema> tensors,
      FedTensors feeds) {
    for (TensorSchema tensor : tensors) {
      if (!nodes.containsKey(feeds.instead(tensor.tensor()).node())) {
        throw new AttributionException(
            ErrorCode.UNSUPPORTED_SIGNATURE,
            signature.name(),
            model,
            kind
                + " \""
                + tensor.name()
                + "\" is node \""
                + tensor.tensor().node()
                + "\", which the model does not have; export it again");
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
    return node(name).getOp().equals(WITH_DEFAULT);
  }

  /**
   * What depends on the inputs, but on no placeholder besides them, as training does on labels, nor
   * on what is not there.
   */
  private Set<String> broughtAbout() {
    Map<String, List<NodeDef>> users = new HashMap<>();
    Set<String> foreign = new HashSet<>();
    for (NodeDef node : nodes.values()) {
      if (isForeign(node)) {
        foreign.add(node.getName());
      }
      for (String input : node.getInputList()) {
        users.computeIfAbsent(NodeOrder.nodeOf(input), unused -> new ArrayList<>()).add(node);
      }
    }
    spread(foreign, users, Set.of(), true);
    Set<String> dependent = new HashSet<>(fed);
    spread(dependent, users, foreign, false);
    dependent.removeAll(foreign);
    return dependent;
  }

  private static void spread(
      Set<String> names,
      Map<String, List<NodeDef>> users,
      Set<String> barred,
      boolean throughControls) {
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      String name = open.pop();
      for (NodeDef user : users.getOrDefault(name, List.of())) {
        boolean takes = throughControls || takes(user, name);
        if (takes && !barred.contains(user.getName()) && names.add(user.getName())) {
          open.push(user.getName());
        }
      }
    }
  }

  private static boolean takes(NodeDef user, String name) {
    return user.getInputList().stream()
        .anyMatch(input -> !input.startsWith("^") && NodeOrder.nodeOf(input).equals(name));
  }

  private boolean isForeign(NodeDef node) {
    boolean placeholder =
        OpTrait.PLACEHOLDER.is(node.getOp())
            && !node.getOp().equals(WITH_DEFAULT)
            && !fed.contains(node.getName());
    return placeholder
        || node.getInputList().stream()
            .anyMatch(input -> !nodes.containsKey(NodeOrder.nodeOf(input)));
  }

  private NodeDef node(String name) {
    NodeDef node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("node \"" + name + "\" is missing");
    }
    return node;
  }
}
