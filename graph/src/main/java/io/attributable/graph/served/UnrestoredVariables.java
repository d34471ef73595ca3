package io.attributable.graph.served;

import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Finds variables that a model's restore op does not give a value. Keras 3 makes such models when
 * they are saved through {@code tf.saved_model.save}: no session can run them as they are.
 */
final class UnrestoredVariables {
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Set<String> variables = new HashSet<>();
  private final Set<String> restored = new HashSet<>();

  UnrestoredVariables(MetaGraphDef model) {
    model.getGraphDef().getNodeList().forEach(node -> nodes.put(node.getName(), node));
    nodes.values().stream()
        .filter(node -> node.getOp().equals("VarHandleOp"))
        .forEach(node -> variables.add(node.getName()));
    Deque<String> open = new ArrayDeque<>(List.of(model.getSaverDef().getRestoreOpName()));
    while (!open.isEmpty()) {
      NodeDef node = nodes.get(open.pop());
      if (node != null && restored.add(node.getName())) {
        node.getInputList()
            .forEach(input -> open.push(TensorRef.parse(input.replace("^", "")).node()));
      }
    }
  }

  /** Those among some tensors of the outermost graph. */
  List<String> among(List<TensorRef> tensors) {
    return tensors.stream()
        .map(TensorRef::node)
        .filter(name -> variables.contains(name) && !restored.contains(name))
        .toList();
  }
}
