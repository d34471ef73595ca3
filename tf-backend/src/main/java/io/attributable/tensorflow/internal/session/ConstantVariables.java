package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.tensor.NativeTensors;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * Large constants of a plan as variables of its session. TensorFlow copies the nodes of a graph
 * some ten times until it can be run, and keeps half of the copies, each with the values of all
 * constants; of a variable, a session has one. Immutable.
 *
 * @param graph the plan without the values
 * @param values by the name of the node that gives them
 */
record ConstantVariables(GraphDef graph, Map<String, TensorProto> values) {
  private static final String HANDLE = "/variable";

  /** Copies the map. */
  ConstantVariables {
    values = Map.copyOf(values);
  }

  /**
   * Takes the large constants out of a plan.
   *
   * @param kept nodes whose results are fetched or fed
   */
  static ConstantVariables of(GraphDef plan, Set<String> kept) {
    Map<String, TensorProto> values = new LinkedHashMap<>();
    for (NodeDef node : plan.getNodeList()) {
      if (LargeConstants.is(node)) {
        values.put(node.getName(), node.getAttrOrThrow("value").getTensor());
      }
    }
    PreparedFilters filters = new PreparedFilters(plan, kept);
    boolean prepared = OneDnn.isThere();
    if (prepared) {
      values.keySet().removeAll(filters.others());
    }
    GraphDef.Builder graph = plan.toBuilder().clearNode();
    for (NodeDef node : plan.getNodeList()) {
      TensorProto value = values.get(node.getName());
      if (value != null) {
        addVariable(graph, node, value);
      } else if (prepared) {
        filters
            .replacement(node, values.keySet())
            .map(OneDnnOps::replacement)
            .ifPresent(graph::addNode);
      } else {
        graph.addNode(node);
      }
    }
    return new ConstantVariables(graph.build(), values);
  }

  /** What reads it has the constant's name. */
  private static void addVariable(GraphDef.Builder graph, NodeDef constant, TensorProto value) {
    String name = constant.getName();
    Shape shape = Types.shape(value.getTensorShape());
    NodeDef.Builder placed = NodeDef.newBuilder().setDevice(constant.getDevice());
    graph.addNode(
        placed
            .clone()
            .setName(name + HANDLE)
            .setOp("VarHandleOp")
            .putAttr("shared_name", Attributes.of(name))
            .putAttr("dtype", Attributes.of(value.getDtype()))
            .putAttr("shape", Attributes.of(shape)));
    graph.addNode(
        placed
            .clone()
            .setName(name + FedAssignments.VALUE)
            .setOp("Placeholder")
            .putAttr("dtype", Attributes.of(value.getDtype()))
            .putAttr("shape", Attributes.of(shape)));
    graph.addNode(
        placed
            .clone()
            .setName(name + FedAssignments.ASSIGNMENT)
            .setOp("AssignVariableOp")
            .addAllInput(List.of(name + HANDLE, name + FedAssignments.VALUE))
            .putAttr("dtype", Attributes.of(value.getDtype())));
    graph.addNode(
        placed
            .clone()
            .setName(name)
            .setOp("ReadVariableOp")
            .addInput(name + HANDLE)
            .putAttr("dtype", Attributes.of(value.getDtype())));
  }

  /**
   * Gives the variables their values. Nothing ever writes to these; they have to be kept as long as
   * the session is open.
   *
   * @param prefix under which the plan was added to the session's graph
   * @param others values of other variables, by their names in the plan
   */
  void assign(Graph graph, Session session, String prefix, Map<String, TensorProto> others) {
    Map<String, TensorProto> all = new HashMap<>(values);
    all.putAll(others);
    FedAssignments.ofPlan(all).run(graph, session, prefix + "/", NativeTensors::sharing);
  }
}
