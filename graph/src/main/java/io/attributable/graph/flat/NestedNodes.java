package io.attributable.graph.flat;

import io.attributable.graph.op.FunctionReferences;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;

/** The nodes inside functions: loops and branches keep their bodies as such. */
public final class NestedNodes {
  private record Body(String scope, String function) {}

  private final Map<String, FunctionDef> functions = new HashMap<>();

  public NestedNodes(FlatGraph graph) {
    graph
        .library()
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
  }

  /** All nodes inside a node, however deep, by names below its own. */
  public Map<String, NodeDef> of(FlatNode node) {
    Map<String, NodeDef> inner = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    Deque<Body> open = new ArrayDeque<>();
    addBodies(node.scopedName(), node.attributes(), open);
    while (!open.isEmpty()) {
      Body body = open.pop();
      FunctionDef function = functions.get(body.function());
      if (function != null && seen.add(body.function())) {
        for (NodeDef def : function.getNodeDefList()) {
          String name = body.scope() + "/" + def.getName();
          inner.put(name, def);
          // A call by the function's name names it as an op.
          open.push(new Body(name, def.getOp()));
          addBodies(name, def.getAttrMap(), open);
        }
      }
    }
    return inner;
  }

  private static void addBodies(String scope, Map<String, AttrValue> attributes, Deque<Body> open) {
    FunctionReferences.names(attributes).forEach(name -> open.push(new Body(scope, name)));
  }
}
