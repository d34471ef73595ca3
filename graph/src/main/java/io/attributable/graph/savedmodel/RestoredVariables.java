package io.attributable.graph.savedmodel;

import io.attributable.graph.op.OpTrait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What all variables of a model are after a loader has done its work, as entries of the checkpoint.
 * It is known where the model's restore op does nothing but assign entries to variables, and its
 * initialisation nothing at all; other models are to be loaded to find out.
 */
public final class RestoredVariables {
  private static final Set<String> ASSIGNMENTS = Set.of("AssignVariableOp", "Assign");

  /** What a restore op may be made of. */
  private static final Set<String> PARTS =
      Set.of(
          "AssignVariableOp",
          "Assign",
          "RestoreV2",
          "Identity",
          "Const",
          "NoOp",
          "VarHandleOp",
          "VariableV2",
          "Variable",
          "Placeholder",
          "PlaceholderWithDefault");

  private static final String NOTHING = "NoOp";

  private final MetaGraphDef model;
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<VariableId, String> keys = new HashMap<>();

  private RestoredVariables(MetaGraphDef model) {
    this.model = model;
    model.getGraphDef().getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  /** The key of each variable that gets a value; empty if that is not known without loading. */
  public static Optional<Map<VariableId, String>> of(MetaGraphDef model) {
    RestoredVariables variables = new RestoredVariables(model);
    if (!variables.startsWithNothing() || !variables.readKeys()) {
      return Optional.empty();
    }
    variables.addDuplicates();
    return Optional.of(variables.keys);
  }

  private boolean startsWithNothing() {
    Optional<String> init = InitOp.of(model);
    return init.isEmpty()
        || before(init.get()).stream().allMatch(node -> node.getOp().equals(NOTHING));
  }

  /** What the restore op is made of: the body of a function, or a part of the outermost graph. */
  private List<NodeDef> restoring() {
    String name = model.getSaverDef().getRestoreOpName();
    NodeDef restore = nodes.get(name);
    return restore != null && OpTrait.CALL.is(restore.getOp())
        ? function(restore).map(FunctionDef::getNodeDefList).orElse(List.of(restore))
        : before(name);
  }

  private Optional<FunctionDef> function(NodeDef call) {
    String name = call.getAttrOrDefault("f", AttrValue.getDefaultInstance()).getFunc().getName();
    GraphDef graph = model.getGraphDef();
    return graph.getLibrary().getFunctionList().stream()
        .filter(function -> function.getSignature().getName().equals(name))
        .findFirst();
  }

  /** A node and all that it waits for. */
  private List<NodeDef> before(String name) {
    Set<String> seen = new HashSet<>(List.of(name));
    Deque<String> open = new ArrayDeque<>(seen);
    List<NodeDef> found = new ArrayList<>();
    while (!open.isEmpty()) {
      NodeDef node = nodes.get(open.pop());
      if (node != null) {
        found.add(node);
        node.getInputList().stream()
            .map(RestoredVariables::nodeOf)
            .filter(seen::add)
            .forEach(open::push);
      }
    }
    return found;
  }

  private static String nodeOf(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    return name.split(":", 2)[0];
  }

  /** False if it is not clear what some variable is given. */
  private boolean readKeys() {
    List<NodeDef> restoring = restoring();
    if (!restoring.stream().allMatch(node -> PARTS.contains(node.getOp()))) {
      return false;
    }
    Set<String> assignments =
        restoring.stream()
            .filter(node -> ASSIGNMENTS.contains(node.getOp()))
            .map(NodeDef::getName)
            .collect(Collectors.toSet());
    List<RestoredTensors.Restored> restored =
        RestoredTensors.all(model).stream()
            .filter(each -> assignments.contains(each.by().getName()))
            .toList();
    // What is assigned from anything else than the checkpoint, such as a constant, is not found.
    return restored.size() == assignments.size() && restored.stream().allMatch(this::readKey);
  }

  private boolean readKey(RestoredTensors.Restored restored) {
    NodeDef variable = nodes.get(restored.target().node());
    return restored.slice().isEmpty()
        && isOwnCheckpoint(restored.file())
        && variable != null
        && OpTrait.isVariable(variable.getOp())
        && isNew(VariableId.of(variable), restored.key());
  }

  /** Whether a tensor is the one that a loader feeds with the name of the model's checkpoint. */
  private boolean isOwnCheckpoint(String tensor) {
    return nodeOf(tensor).equals(nodeOf(model.getSaverDef().getFilenameTensorName()));
  }

  private boolean isNew(VariableId variable, String key) {
    String other = keys.putIfAbsent(variable, key);
    return other == null || other.equals(key);
  }

  /**
   * Keras 3 saves models through {@code tf.saved_model.save} with copies of variables, of which the
   * restore op assigns the copies, and the functions read the originals. The copies' initial values
   * say what belongs together.
   */
  private void addDuplicates() {
    for (NodeDef node : nodes.values()) {
      if (node.getOp().equals("AssignVariableOp") && node.getInputCount() > 1) {
        NodeDef copy = nodes.get(nodeOf(node.getInput(0)));
        NodeDef read = nodes.get(nodeOf(node.getInput(1)));
        if (copy != null && read != null && read.getOp().equals("ReadVariableOp")) {
          NodeDef original = nodes.get(nodeOf(read.getInput(0)));
          addDuplicate(original, copy);
        }
      }
    }
  }

  private void addDuplicate(@Nullable NodeDef original, NodeDef copy) {
    String key = keys.get(VariableId.of(copy));
    if (key != null && original != null && isHandle(original) && isHandle(copy)) {
      keys.putIfAbsent(VariableId.of(original), key);
    }
  }

  private static boolean isHandle(NodeDef node) {
    return OpTrait.VARIABLE_HANDLE.is(node.getOp());
  }
}
