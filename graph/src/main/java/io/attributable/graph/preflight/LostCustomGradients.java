package io.attributable.graph.preflight;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.FunctionReferences;
import io.attributable.graph.plan.Paths;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RegisteredGradient;

/**
 * The nodes to which the author gave a gradient of their own that was not saved with the model:
 * exporters omit it by default.
 */
final class LostCustomGradients {
  private static final String ATTRIBUTE = "_gradient_op_type";

  /** What TensorFlow registers for every call of a function: the function's own derivative. */
  private static final Pattern CALL = Pattern.compile("(Stateful)?PartitionedCall-[0-9]+");

  /**
   * A function some node refers to, if it is one: a call by the function's name names it as an op.
   *
   * @param scope the node's name
   */
  private record Body(String scope, String function) {}

  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final Set<String> saved;
  private final Map<Integer, List<String>> lost = new TreeMap<>();

  LostCustomGradients(Paths paths) {
    FlatGraph graph = paths.graph();
    graph
        .library()
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
    this.saved =
        graph.library().getRegisteredGradientsList().stream()
            .map(RegisteredGradient::getRegisteredOpType)
            .collect(Collectors.toUnmodifiableSet());
    for (FlatNode node : graph.nodes()) {
      List<String> names = lostIn(node);
      if (!names.isEmpty()) {
        lost.put(paths.position(node), names);
      }
    }
  }

  /** Those among some nodes, in the author's scopes. */
  List<String> lostIn(BitSet nodes) {
    return lost.entrySet().stream()
        .filter(entry -> nodes.get(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .distinct()
        .collect(Collectors.toList());
  }

  /** Loops and branches keep their bodies as functions. */
  private List<String> lostIn(FlatNode node) {
    List<String> names = new ArrayList<>();
    Deque<Body> open = new ArrayDeque<>();
    look(node.scopedName(), node.attributes(), names, open);
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Body body = open.pop();
      FunctionDef function = functions.get(body.function());
      if (function != null && seen.add(body.function())) {
        for (NodeDef inner : function.getNodeDefList()) {
          String name = body.scope() + "/" + inner.getName();
          look(name, inner.getAttrMap(), names, open);
          open.push(new Body(name, inner.getOp()));
        }
      }
    }
    return names;
  }

  private void look(
      String name, Map<String, AttrValue> attributes, List<String> names, Deque<Body> open) {
    AttrValue type = attributes.get(ATTRIBUTE);
    if (type != null && isLost(type.getS().toStringUtf8())) {
      names.add(name);
    }
    FunctionReferences.names(attributes).forEach(each -> open.push(new Body(name, each)));
  }

  private boolean isLost(String type) {
    return !type.isEmpty() && !saved.contains(type) && !CALL.matcher(type).matches();
  }
}
