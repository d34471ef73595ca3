package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes the calls of a shared layer apart where they lie in one scope, as Keras 2 and {@code
 * tf.Module} leave them. Taking them for one would explain the last call without a word.
 *
 * <p>Calls repeat the same nodes. That alone proves nothing, so one of these must hold as well:
 * each repetition reads all of the layer's variables anew; the same names come from different
 * copies of a function; or nodes of other layers were made between the repetitions.
 */
final class CallSplitter {
  private static final Set<String> PASSIVE =
      Set.of("Const", "NoOp", "Placeholder", "VarHandleOp", "VariableV2", "Variable");

  private final Map<String, Integer> madeAt = new HashMap<>();
  private final FlatGraph graph;

  CallSplitter(FlatGraph graph) {
    this.graph = graph;
    int at = 0;
    for (FlatNode node : graph.nodes()) {
      if (!isPassive(node)) {
        madeAt.put(node.name(), at++);
      }
    }
  }

  /** One call, or several in the order in which they were made. */
  List<LayerCall> split(Scope scope) {
    List<FlatNode> nodes =
        scope.nodes().stream().filter(node -> !isPassive(node)).collect(Collectors.toList());
    int calls = repetitions(scope, nodes);
    if (calls > 1) {
      return blocks(scope, nodes, calls);
    }
    List<List<FlatNode>> runs = runs(nodes);
    boolean separate = runs.size() > 1 && runs.stream().map(this::keys).distinct().count() == 1;
    return separate
        ? runs.stream().map(run -> new LayerCall(scope, run)).collect(Collectors.toList())
        : List.of(new LayerCall(scope, scope.nodes()));
  }

  private static boolean isPassive(FlatNode node) {
    return PASSIVE.contains(node.op());
  }

  /** The largest number of equal blocks that are each a whole call. */
  private int repetitions(Scope scope, List<FlatNode> nodes) {
    List<String> keys = keys(nodes);
    for (int calls = mostCalls(scope, nodes); calls > 1; calls--) {
      if (nodes.size() % calls == 0
          && repeats(keys, nodes.size() / calls)
          && areCalls(scope, nodes, calls)) {
        return calls;
      }
    }
    return 1;
  }

  /** No variable can be read by more calls than there are reads of it. */
  private int mostCalls(Scope scope, List<FlatNode> nodes) {
    int copies = nodes.size() - (int) nodes.stream().map(FlatNode::scopedName).distinct().count();
    if (copies > 0) {
      return copies + 1;
    }
    if (scope.variables().isEmpty()) {
      return 1;
    }
    long reads = nodes.stream().filter(node -> !variables(node).isEmpty()).count();
    return (int) (reads / variables(nodes).size());
  }

  private static boolean repeats(List<String> keys, int period) {
    for (int i = period; i < keys.size(); i++) {
      if (!keys.get(i).equals(keys.get(i - period))) {
        return false;
      }
    }
    return true;
  }

  private boolean areCalls(Scope scope, List<FlatNode> nodes, int calls) {
    Set<String> all = variables(nodes);
    Set<String> names = new HashSet<>();
    boolean sameNames = true;
    for (LayerCall call : blocks(scope, nodes, calls)) {
      if (!variables(call.nodes()).equals(all)) {
        return false;
      }
      Set<String> own = call.nodes().stream().map(FlatNode::scopedName).collect(Collectors.toSet());
      sameNames &= names.isEmpty() || names.equals(own);
      names = own;
    }
    return sameNames || !all.isEmpty();
  }

  private static List<LayerCall> blocks(Scope scope, List<FlatNode> nodes, int calls) {
    int size = nodes.size() / calls;
    List<LayerCall> blocks = new ArrayList<>(calls);
    for (int i = 0; i < calls; i++) {
      blocks.add(new LayerCall(scope, nodes.subList(i * size, (i + 1) * size)));
    }
    return blocks;
  }

  private Set<String> variables(List<FlatNode> nodes) {
    Set<String> variables = new HashSet<>();
    nodes.forEach(node -> variables.addAll(variables(node)));
    return variables;
  }

  private Set<String> variables(FlatNode node) {
    return node.inputs().stream()
        .map(TensorRef::node)
        .filter(name -> graph.byName().containsKey(name))
        .filter(name -> graph.node(name).op().matches("VarHandleOp|VariableV2|Variable"))
        .collect(Collectors.toSet());
  }

  /** Stretches that no node of another scope interrupts. */
  private List<List<FlatNode>> runs(List<FlatNode> nodes) {
    List<List<FlatNode>> runs = new ArrayList<>();
    int last = Integer.MIN_VALUE;
    for (FlatNode node : nodes) {
      int at = madeAt.getOrDefault(node.name(), 0);
      if (at != last + 1 || runs.isEmpty()) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(node);
      last = at;
    }
    return runs;
  }

  /** What a node is, whatever number makes its name unique. */
  private List<String> keys(List<FlatNode> nodes) {
    return nodes.stream()
        .map(node -> node.op() + " " + withoutSuffixes(node.scopedName()))
        .collect(Collectors.toList());
  }

  private static String withoutSuffixes(String name) {
    return Arrays.stream(name.split("/", -1)).map(Suffix::strip).collect(Collectors.joining("/"));
  }
}
