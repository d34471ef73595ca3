package io.attributable.tensorflow.internal.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TBool;

/**
 * Mends models that Keras 3 saved through {@code tf.saved_model.save}. Their functions read
 * variables that the file's own restore op never assigns: it assigns copies, whose initial value is
 * what is read. Python's loader binds the right ones by its objects; a session, and so TensorFlow
 * Serving, fails. Here the copies' values are handed back.
 */
final class UnrestoredVariables {
  /**
   * A variable and its copy, which should be the same variable.
   *
   * @param read the file's own node that reads the original
   */
  private record Duplicate(NodeDef original, NodeDef copy, NodeDef read) {}

  private final SessionGraph session;
  private final Map<String, NodeDef> nodes = new HashMap<>();

  private UnrestoredVariables(SessionGraph session, GraphDef graph) {
    this.session = session;
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  /** Gives every variable that was left without a value that of its copy. */
  static void fill(SessionGraph session, GraphDef graph) {
    UnrestoredVariables variables = new UnrestoredVariables(session, graph);
    List<Duplicate> copies = variables.find();
    if (!copies.isEmpty() && !variables.areReadable(copies)) {
      variables.fill(copies);
    }
  }

  /** A copy is assigned what is read from its original. */
  private List<Duplicate> find() {
    List<Duplicate> copies = new ArrayList<>();
    for (NodeDef node : nodes.values()) {
      if (node.getOp().equals("AssignVariableOp")) {
        NodeDef copy = nodes.get(node.getInput(0));
        NodeDef read = nodes.get(node.getInput(1));
        if (read != null && read.getOp().equals("ReadVariableOp")) {
          NodeDef original = nodes.get(read.getInput(0));
          if (copy != null && original != null && isHandle(copy) && isHandle(original)) {
            copies.add(new Duplicate(original, copy, read));
          }
        }
      }
    }
    return copies;
  }

  /**
   * Whether no value is missing, as in most files. Checked with existing nodes: adding nodes to a
   * loaded graph makes TensorFlow place all of it anew.
   */
  private boolean areReadable(List<Duplicate> duplicates) {
    if (!duplicates.stream().map(Duplicate::read).allMatch(VariableReadNodes::isPlain)) {
      return false;
    }
    Session.Runner runner = session.session().runner();
    duplicates.forEach(duplicate -> runner.addTarget(duplicate.read().getName()));
    try {
      runner.run().close();
      return true;
    } catch (RuntimeException e) {
      // Some have no value, or cannot be read for another reason: they are read one by one.
      return false;
    }
  }

  private static boolean isHandle(NodeDef node) {
    return node.getOp().equals("VarHandleOp");
  }

  private void fill(List<Duplicate> duplicates) {
    GraphDef.Builder graph = GraphDef.newBuilder();
    for (int i = 0; i < duplicates.size(); i++) {
      addHandle(graph, "original" + i, duplicates.get(i).original());
      addHandle(graph, "copy" + i, duplicates.get(i).copy());
      addCheck(graph, "original" + i);
      addCheck(graph, "copy" + i);
      addAssignment(graph, i, duplicates.get(i).original());
    }
    String prefix = session.importPlan(graph.build()) + "/";
    Session.Runner runner = session.session().runner();
    int assigned = 0;
    for (int i : unassigned(prefix, duplicates.size())) {
      runner.addTarget(prefix + "assign" + i);
      assigned++;
    }
    if (assigned > 0) {
      runner.run().close();
    }
  }

  private List<Integer> unassigned(String prefix, int count) {
    Session.Runner runner = session.session().runner();
    for (int i = 0; i < count; i++) {
      runner.fetch(prefix + "original" + i + "/set").fetch(prefix + "copy" + i + "/set");
    }
    List<Integer> unassigned = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < count; i++) {
        boolean original = ((TBool) result.get(2 * i)).getBoolean();
        boolean copy = ((TBool) result.get(2 * i + 1)).getBoolean();
        if (!original && copy) {
          unassigned.add(i);
        }
      }
    }
    return unassigned;
  }

  private static void addHandle(GraphDef.Builder graph, String name, NodeDef like) {
    graph.addNode(
        NodeDef.newBuilder()
            .setName(name)
            .setOp(like.getOp())
            .putAllAttr(like.getAttrMap())
            .removeAttr("_class")
            .removeAttr("_output_shapes"));
  }

  private static void addCheck(GraphDef.Builder graph, String handle) {
    graph.addNode(VariableNodes.isSet(handle + "/set", handle));
  }

  private static void addAssignment(GraphDef.Builder graph, int index, NodeDef original) {
    DataType type = original.getAttrOrThrow("dtype").getType();
    graph.addNode(VariableNodes.read("value" + index, "copy" + index, type));
    graph.addNode(
        VariableNodes.assign("assign" + index, "original" + index, "value" + index, type));
  }
}
