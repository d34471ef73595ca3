package io.attributable.graph.savedmodel;

import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;

/**
 * The nodes of the outermost graph for the objects that functions of Python capture. Python's
 * loader creates variables and tables anew and restores them by their keys in the checkpoint; here
 * the same keys lead to the nodes that the model's own restore op fills. Tables are found by their
 * names, constants and assets by the names in the objects.
 */
final class Captures {
  private final MetaGraphDef model;
  private final List<SavedObject> objects;
  private final ObjectPaths paths;
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<Integer, TensorRef> restored = new HashMap<>();
  private final Map<Integer, TensorRef> called = new HashMap<>();

  Captures(MetaGraphDef model) {
    this.model = model;
    this.objects = model.getObjectGraphDef().getNodesList();
    this.paths = new ObjectPaths(model.getObjectGraphDef());
    model.getGraphDef().getNodeList().forEach(node -> nodes.putIfAbsent(node.getName(), node));
    RestoredTensors.of(model)
        .forEach(
            (key, tensor) ->
                paths.ofCheckpoint(key).ifPresent(object -> restored.put(object, tensor)));
    model.getGraphDef().getNodeList().forEach(this::addCall);
  }

  /** A call is fed the captures of its function behind the arguments. */
  private void addCall(NodeDef node) {
    String function =
        node.getAttrOrDefault("f", AttrValue.getDefaultInstance()).getFunc().getName();
    var concrete = model.getObjectGraphDef().getConcreteFunctionsMap().get(function);
    if (concrete == null) {
      return;
    }
    List<String> inputs =
        node.getInputList().stream().filter(input -> !input.startsWith("^")).toList();
    int first = inputs.size() - concrete.getBoundInputsCount();
    for (int i = Math.max(first, 0); i < inputs.size(); i++) {
      int object = concrete.getBoundInputs(i - first);
      tensor(inputs.get(i)).ifPresent(tensor -> called.putIfAbsent(object, tensor));
    }
  }

  /** The tensor of an object; empty if it cannot be determined. */
  Optional<TensorRef> find(int object) {
    if (object < 0 || object >= objects.size()) {
      return Optional.empty();
    }
    SavedObject saved = objects.get(object);
    return switch (saved.getKindCase()) {
      case CONSTANT -> tensor(saved.getConstant().getOperation());
      case ASSET -> asset(saved.getAsset().getAssetFileDefIndex());
      case VARIABLE -> variable(object, saved.getVariable());
      default -> table(object);
    };
  }

  /** What an object is, as messages call it. */
  String describe(int object) {
    if (object < 0 || object >= objects.size()) {
      return "an object that is missing";
    }
    SavedObject saved = objects.get(object);
    return saved.hasVariable()
        ? "variable \"" + saved.getVariable().getName() + "\""
        : "a " + saved.getKindCase().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private Optional<TensorRef> asset(int index) {
    return index >= 0 && index < model.getAssetFileDefCount()
        ? tensor(model.getAssetFileDef(index).getTensorInfo().getName())
        : Optional.empty();
  }

  private Optional<TensorRef> variable(int object, SavedVariable saved) {
    TensorRef tensor = restored.get(object);
    if (tensor == null) {
      tensor = called.get(object);
    }
    if (tensor == null) {
      tensor = byName(saved);
    }
    return Optional.ofNullable(tensor).filter(found -> holds(found, saved));
  }

  private TensorRef byName(SavedVariable saved) {
    long namesakes =
        objects.stream()
            .filter(SavedObject::hasVariable)
            .filter(other -> other.getVariable().getName().equals(saved.getName()))
            .count();
    return new TensorRef(namesakes == 1 ? saved.getName() : "", 0);
  }

  private boolean holds(TensorRef tensor, SavedVariable saved) {
    NodeDef node = nodes.get(tensor.node());
    if (node == null || !node.getOp().equals("VarHandleOp")) {
      return false;
    }
    AttrValue none = AttrValue.getDefaultInstance();
    return node.getAttrOrDefault("dtype", none).getType() == saved.getDtype()
        && node.getAttrOrDefault("shape", none).getShape().equals(saved.getShape());
  }

  /** The node that makes a resource of the name under which the object makes its own. */
  private Optional<TensorRef> table(int object) {
    Set<TensorRef> same = new HashSet<>();
    creator(object)
        .ifPresent(
            made -> {
              for (NodeDef node : nodes.values()) {
                if (node.getOp().equals(made.getOp()) && name(node).equals(name(made))) {
                  same.add(new TensorRef(node.getName(), 0));
                }
              }
            });
    return same.size() == 1
        ? same.stream().findFirst()
        : Optional.ofNullable(called.get(object))
            .or(() -> Optional.ofNullable(restored.get(object)));
  }

  private static String name(NodeDef node) {
    return node.getAttrOrDefault("shared_name", AttrValue.getDefaultInstance())
        .getS()
        .toStringUtf8();
  }

  /** The only node with a name for others to find it by, in the function that makes the object. */
  private Optional<NodeDef> creator(int object) {
    OptionalInt create = paths.child(object, "_create_resource");
    if (create.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = objects.get(create.getAsInt()).getFunction().getConcreteFunctionsList();
    List<NodeDef> named =
        model.getGraphDef().getLibrary().getFunctionList().stream()
            .filter(function -> names.contains(function.getSignature().getName()))
            .flatMap(function -> function.getNodeDefList().stream())
            .filter(node -> !name(node).isEmpty())
            .toList();
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }

  private static Optional<TensorRef> tensor(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(TensorRef.parse(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
