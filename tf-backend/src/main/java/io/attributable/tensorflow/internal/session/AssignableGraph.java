package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.savedmodel.VariableId;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.tensor.NativeTensors;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * A model's graph with nodes that assign values to its variables, as TensorFlow's loader does from
 * files. They are there from the start: TensorFlow places all of a loaded graph anew once anything
 * is added. Immutable.
 *
 * @param graph the model's, and the assignments
 * @param values by the node that assigns; what is fed has the same name and {@link #FED}
 */
record AssignableGraph(GraphDef graph, Map<String, TensorProto> values) {
  private static final String FED = "_value";

  /** Copies the map. */
  AssignableGraph {
    values = Map.copyOf(values);
  }

  static AssignableGraph of(GraphDef model, RestoredWeights weights) {
    GraphDef.Builder graph = model.toBuilder();
    String prefix = freePrefix(model);
    Map<String, TensorProto> values = new LinkedHashMap<>();
    Set<VariableId> assigned = new HashSet<>();
    for (NodeDef node : model.getNodeList()) {
      if (OpTrait.isVariable(node.getOp()) && assigned.add(VariableId.of(node))) {
        weights
            .of(node)
            .ifPresent(
                value -> {
                  String name = prefix + values.size();
                  add(graph, node, name, value);
                  values.put(name, value);
                });
      }
    }
    return new AssignableGraph(graph.build(), values);
  }

  private static String freePrefix(GraphDef model) {
    String prefix = "restored";
    Set<String> names = new HashSet<>();
    model.getNodeList().forEach(node -> names.add(node.getName()));
    while (isTaken(prefix, names)) {
      prefix += "_";
    }
    return prefix;
  }

  private static boolean isTaken(String prefix, Set<String> names) {
    return names.stream().anyMatch(name -> name.startsWith(prefix));
  }

  private static void add(
      GraphDef.Builder graph, NodeDef variable, String name, TensorProto value) {
    boolean reference = OpTrait.VARIABLE_REFERENCE.is(variable.getOp());
    AttrValue type = Attributes.of(value.getDtype());
    NodeDef.Builder placed = NodeDef.newBuilder().setDevice(variable.getDevice());
    graph.addNode(
        placed
            .clone()
            .setName(name + FED)
            .setOp("Placeholder")
            .putAttr("dtype", type)
            .putAttr("shape", Attributes.of(Types.shape(value.getTensorShape()))));
    graph.addNode(
        placed
            .clone()
            .setName(name)
            .setOp(reference ? "Assign" : "AssignVariableOp")
            .addInput(variable.getName())
            .addInput(name + FED)
            .putAttr(reference ? "T" : "dtype", type));
  }

  /** Assigns all values. The session gets copies, which it may change in place. */
  void assign(Graph graph, Session session) {
    new FedAssignments(values, "", FED).run(graph, session, "", NativeTensors::copyOf);
  }
}
