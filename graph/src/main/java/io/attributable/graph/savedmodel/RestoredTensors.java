package io.attributable.graph.savedmodel;

import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Which variable or table of the outermost graph gets which entry of the checkpoint, according to
 * the model's own restore op: nodes such as {@code AssignVariableOp} take the results of {@code
 * RestoreV2}.
 */
final class RestoredTensors {
  private static final String RESTORE = "RestoreV2";
  private static final int LONGEST_CHAIN = 10;

  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, TensorRef> arguments = new HashMap<>();
  private final Map<String, TensorRef> byKey = new HashMap<>();

  private RestoredTensors(List<NodeDef> body) {
    body.forEach(node -> nodes.put(node.getName(), node));
  }

  /** What is restored, by the checkpoint's keys. */
  static Map<String, TensorRef> of(MetaGraphDef model) {
    GraphDef graph = model.getGraphDef();
    String restore = model.getSaverDef().getRestoreOpName();
    Optional<NodeDef> op =
        graph.getNodeList().stream().filter(node -> node.getName().equals(restore)).findFirst();
    Optional<FunctionDef> function = op.flatMap(node -> function(graph, node));
    RestoredTensors restored =
        new RestoredTensors(function.map(FunctionDef::getNodeDefList).orElse(graph.getNodeList()));
    function.ifPresent(body -> restored.bind(body, op.orElseThrow()));
    restored.nodes.values().forEach(restored::add);
    return restored.byKey;
  }

  private static Optional<FunctionDef> function(GraphDef graph, NodeDef call) {
    String name = call.getAttrOrDefault("f", AttrValue.getDefaultInstance()).getFunc().getName();
    return graph.getLibrary().getFunctionList().stream()
        .filter(function -> function.getSignature().getName().equals(name))
        .findFirst();
  }

  private void bind(FunctionDef function, NodeDef call) {
    List<String> given =
        call.getInputList().stream().filter(input -> !input.startsWith("^")).toList();
    int count = Math.min(given.size(), function.getSignature().getInputArgCount());
    for (int i = 0; i < count; i++) {
      Optional<TensorRef> tensor = tensor(given.get(i));
      String name = function.getSignature().getInputArg(i).getName();
      tensor.ifPresent(found -> arguments.put(name, found));
    }
  }

  /** The first input is what is restored, if another one is read from the checkpoint. */
  private void add(NodeDef node) {
    List<String> inputs =
        node.getInputList().stream().filter(input -> !input.startsWith("^")).toList();
    for (int i = 1; i < inputs.size() && !node.getOp().equals(RESTORE); i++) {
      Optional<String> key = key(inputs.get(i));
      if (key.isPresent()) {
        restored(inputs.get(0)).ifPresent(tensor -> byKey.putIfAbsent(key.get(), tensor));
        return;
      }
    }
  }

  /** Where a handle comes from: an argument of the function, or a node of the outermost graph. */
  private Optional<TensorRef> restored(String input) {
    TensorRef argument = arguments.get(input);
    return argument != null || !arguments.isEmpty() ? Optional.ofNullable(argument) : tensor(input);
  }

  /** The key behind a tensor, if it is read from the checkpoint. */
  private Optional<String> key(String input) {
    String tensor = input;
    Set<String> seen = new HashSet<>();
    while (seen.size() < LONGEST_CHAIN && seen.add(tensor)) {
      String[] parts = tensor.split(":", -1);
      NodeDef node = nodes.get(parts[0]);
      if (node == null) {
        return Optional.empty();
      }
      if (node.getOp().equals(RESTORE)) {
        return key(node, parts[parts.length - 1], parts.length);
      }
      if (!node.getOp().equals("Identity") || node.getInputCount() == 0) {
        return Optional.empty();
      }
      tensor = node.getInput(0);
    }
    return Optional.empty();
  }

  private Optional<String> key(NodeDef restore, String index, int parts) {
    List<String> keys = new ArrayList<>();
    NodeDef names =
        restore.getInputCount() < 2 ? null : nodes.get(restore.getInput(1).split(":", -1)[0]);
    if (names != null) {
      names
          .getAttrOrDefault("value", AttrValue.getDefaultInstance())
          .getTensor()
          .getStringValList()
          .forEach(name -> keys.add(name.toStringUtf8()));
    }
    try {
      int position = parts == 1 ? 0 : Integer.parseInt(index);
      return position >= 0 && position < keys.size()
          ? Optional.of(keys.get(position))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<TensorRef> tensor(String input) {
    try {
      return Optional.of(TensorRef.parse(input));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
