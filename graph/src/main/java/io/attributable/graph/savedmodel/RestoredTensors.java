package io.attributable.graph.savedmodel;

import com.google.protobuf.ByteString;
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
  private final Map<String, List<String>> texts = new HashMap<>();
  private final List<Restored> restored = new ArrayList<>();

  /**
   * Something that is restored.
   *
   * @param by the node that does it
   * @param target a node of the outermost graph
   * @param key of the entry in the checkpoint
   * @param slice which part of the entry is meant; empty for the whole
   * @param file the tensor that names the checkpoint: in a function an argument or a node of it
   */
  record Restored(NodeDef by, TensorRef target, String key, String slice, String file) {}

  /** An entry of the checkpoint, or a part of it. */
  private record Entry(String key, String slice, String file) {}

  private RestoredTensors(List<NodeDef> body) {
    body.forEach(node -> nodes.put(node.getName(), node));
  }

  /** What is restored, by the checkpoint's keys. */
  static Map<String, TensorRef> of(MetaGraphDef model) {
    Map<String, TensorRef> byKey = new HashMap<>();
    all(model).forEach(each -> byKey.putIfAbsent(each.key(), each.target()));
    return byKey;
  }

  /** All that is restored. */
  static List<Restored> all(MetaGraphDef model) {
    GraphDef graph = model.getGraphDef();
    String restore = model.getSaverDef().getRestoreOpName();
    Optional<NodeDef> op =
        graph.getNodeList().stream().filter(node -> node.getName().equals(restore)).findFirst();
    Optional<FunctionDef> function = op.flatMap(node -> function(graph, node));
    RestoredTensors restored =
        new RestoredTensors(function.map(FunctionDef::getNodeDefList).orElse(graph.getNodeList()));
    function.ifPresent(body -> restored.bind(body, op.orElseThrow()));
    restored.nodes.values().forEach(restored::add);
    return restored.restored;
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
      Optional<Entry> entry = entry(inputs.get(i));
      if (entry.isPresent()) {
        restored(inputs.get(0))
            .map(target -> restored(node, target, entry.get()))
            .ifPresent(restored::add);
        return;
      }
    }
  }

  private static Restored restored(NodeDef by, TensorRef target, Entry entry) {
    return new Restored(by, target, entry.key(), entry.slice(), entry.file());
  }

  /** Where the name of the checkpoint comes from, in the outermost graph if it is an argument. */
  private String file(NodeDef restore) {
    String name = restore.getInput(0);
    TensorRef argument = arguments.get(name);
    return argument == null ? name : argument.toString();
  }

  /** Where a handle comes from: an argument of the function, or a node of the outermost graph. */
  private Optional<TensorRef> restored(String input) {
    TensorRef argument = arguments.get(input);
    return argument != null || !arguments.isEmpty() ? Optional.ofNullable(argument) : tensor(input);
  }

  /** What a tensor is, if it is read from the checkpoint. */
  private Optional<Entry> entry(String input) {
    String tensor = input;
    Set<String> seen = new HashSet<>();
    while (seen.size() < LONGEST_CHAIN && seen.add(tensor)) {
      String[] parts = tensor.split(":", -1);
      NodeDef node = nodes.get(parts[0]);
      if (node == null) {
        return Optional.empty();
      }
      if (node.getOp().equals(RESTORE)) {
        return entry(node, parts.length == 1 ? "0" : parts[parts.length - 1]);
      }
      if (!node.getOp().equals("Identity") || node.getInputCount() == 0) {
        return Optional.empty();
      }
      tensor = node.getInput(0);
    }
    return Optional.empty();
  }

  private Optional<Entry> entry(NodeDef restore, String index) {
    List<String> keys = texts(restore, 1);
    List<String> slices = texts(restore, 2);
    try {
      int position = Integer.parseInt(index);
      return position >= 0 && position < keys.size()
          ? Optional.of(
              new Entry(
                  keys.get(position),
                  position < slices.size() ? slices.get(position) : "",
                  file(restore)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The elements of a constant operand: one node restores all there is. */
  private List<String> texts(NodeDef node, int operand) {
    return node.getInputCount() <= operand
        ? List.of()
        : texts.computeIfAbsent(node.getInput(operand), this::texts);
  }

  private List<String> texts(String input) {
    NodeDef constant = nodes.get(input.split(":", -1)[0]);
    return constant == null
        ? List.of()
        : constant
            .getAttrOrDefault("value", AttrValue.getDefaultInstance())
            .getTensor()
            .getStringValList()
            .stream()
            .map(ByteString::toStringUtf8)
            .toList();
  }

  private static Optional<TensorRef> tensor(String input) {
    try {
      return Optional.of(TensorRef.parse(input));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
