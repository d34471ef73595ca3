package io.attributable.graph.tape;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.FlatGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/**
 * Which handle of the outermost graph belongs to which of Python's variables. Only the file's
 * restore function contains it: it assigns the checkpoint's values by paths of objects.
 */
final class SavedVariables {
  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  private final FlatGraph graph;
  private final Map<String, NodeDef> outermost = new HashMap<>();

  private SavedVariables(FlatGraph graph) {
    this.graph = graph;
    graph.outermost().forEach(node -> outermost.put(node.getName(), node));
  }

  /** The {@code VarHandleOp} of the variable with an object's id. */
  static Optional<NodeDef> handle(FlatGraph graph, int object) {
    return new SavedVariables(graph).find(object);
  }

  private Optional<NodeDef> find(int object) {
    for (NodeDef node : graph.outermost()) {
      String name =
          node.getAttrMap().containsKey("f") ? node.getAttrOrThrow("f").getFunc().getName() : "";
      if (name.isEmpty()) {
        continue;
      }
      Map<String, NodeDef> body = new HashMap<>();
      FunctionDef function = graph.definition(name);
      function.getNodeDefList().forEach(inner -> body.put(inner.getName(), inner));
      for (NodeDef assigned : function.getNodeDefList()) {
        if (assigned.getOp().equals("AssignVariableOp") && isOf(object, key(body, assigned))) {
          return handle(node, function, assigned.getInput(0));
        }
      }
    }
    return Optional.empty();
  }

  /** The path of the value that is assigned, empty if it does not come from a checkpoint. */
  private static String key(Map<String, NodeDef> body, NodeDef assignment) {
    String value = assignment.getInput(1);
    NodeDef source = body.get(node(value));
    while (source != null && source.getOp().equals("Identity")) {
      value = source.getInput(0);
      source = body.get(node(value));
    }
    if (source == null || !source.getOp().equals("RestoreV2")) {
      return "";
    }
    NodeDef keys = body.get(node(source.getInput(1)));
    int index = Integer.parseInt(value.substring(value.lastIndexOf(':') + 1));
    List<ByteString> names =
        keys == null ? List.of() : keys.getAttrOrThrow("value").getTensor().getStringValList();
    return index < names.size() ? names.get(index).toStringUtf8() : "";
  }

  private static String node(String input) {
    int colon = input.indexOf(':');
    return colon < 0 ? input : input.substring(0, colon);
  }

  /** Follows the path from the root object. */
  private boolean isOf(int object, String key) {
    if (!key.endsWith(VALUE)) {
      return false;
    }
    int at = 0;
    for (String step : key.substring(0, key.length() - VALUE.length()).split("/", -1)) {
      SavedObject parent = graph.objects().getNodes(at);
      Optional<ObjectReference> child =
          parent.getChildrenList().stream()
              .filter(candidate -> escaped(candidate.getLocalName()).equals(step))
              .findFirst();
      if (child.isEmpty()) {
        return false;
      }
      at = child.get().getNodeId();
    }
    return at == object;
  }

  /** As checkpoints write names that hold their separators. */
  private static String escaped(String name) {
    return name.replace(".", "..").replace("/", ".S");
  }

  private Optional<NodeDef> handle(NodeDef call, FunctionDef function, String argument) {
    for (int i = 0; i < function.getSignature().getInputArgCount(); i++) {
      if (function.getSignature().getInputArg(i).getName().equals(argument)) {
        NodeDef handle = outermost.get(node(call.getInput(i)));
        return Optional.ofNullable(handle).filter(found -> found.getOp().equals("VarHandleOp"));
      }
    }
    return Optional.empty();
  }
}
