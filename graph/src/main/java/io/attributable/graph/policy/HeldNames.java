package io.attributable.graph.policy;

import io.attributable.graph.flat.NodeOrder;
import io.attributable.graph.op.OpTrait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What variables of an outermost graph are assigned, where that can be seen: Python keeps the path
 * of an asset in one. A variable that anything but reading and assigning in the outermost graph
 * gets hold of, such as a function that restores it, may have any value.
 */
final class HeldNames {
  private static final String ASSIGN = "AssignVariableOp";
  private static final String NAME = "shared_name";

  private final Map<String, NodeDef> handles = new HashMap<>();
  private final Map<String, List<NodeDef>> users = new HashMap<>();
  private final Map<String, Integer> shared = new HashMap<>();

  HeldNames(GraphDef graph) {
    for (NodeDef node : graph.getNodeList()) {
      if (OpTrait.VARIABLE_HANDLE.is(node.getOp())) {
        handles.put(node.getName(), node);
      }
      for (String input : node.getInputList()) {
        users.computeIfAbsent(NodeOrder.nodeOf(input), unused -> new ArrayList<>()).add(node);
      }
    }
    Stream.concat(
            graph.getNodeList().stream(),
            graph.getLibrary().getFunctionList().stream()
                .flatMap(function -> function.getNodeDefList().stream()))
        .filter(node -> OpTrait.VARIABLE_HANDLE.is(node.getOp()))
        .forEach(node -> shared.merge(name(node), 1, Integer::sum));
  }

  /** What a node reads may be; empty if that cannot be seen, or if it reads no variable. */
  Optional<List<String>> values(NodeDef read) {
    if (!read.getOp().equals("ReadVariableOp") || read.getInputCount() == 0) {
      return Optional.empty();
    }
    NodeDef handle = handles.get(NodeOrder.nodeOf(read.getInput(0)));
    if (handle == null || shared.getOrDefault(name(handle), 0) > 1) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (NodeDef user : users.getOrDefault(handle.getName(), List.of())) {
      boolean assigns =
          user.getOp().equals(ASSIGN)
              && user.getInputCount() > 1
              && NodeOrder.nodeOf(user.getInput(0)).equals(handle.getName());
      if (assigns) {
        values.add(user.getInput(1));
      } else if (!OpTrait.VARIABLE_READ.is(user.getOp())
          && !OpTrait.VARIABLE_QUERY.is(user.getOp())) {
        return Optional.empty();
      }
    }
    return Optional.of(values).filter(found -> !found.isEmpty());
  }

  private static String name(NodeDef handle) {
    String shared =
        handle.getAttrOrDefault(NAME, AttrValue.getDefaultInstance()).getS().toStringUtf8();
    return shared.isEmpty() ? handle.getName() : shared;
  }
}
