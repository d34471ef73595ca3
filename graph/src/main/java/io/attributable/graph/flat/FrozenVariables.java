package io.attributable.graph.flat;

import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

/** The variables of a graph that only are read, and their replacement by constants. */
public final class FrozenVariables {
  private static final Set<String> RESOURCE_READS =
      Set.of("ReadVariableOp", "ResourceGather", "ResourceGatherNd");
  private static final Set<String> REFERENCES = Set.of("VariableV2", "Variable");
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();

  private FrozenVariables() {}

  /**
   * The nodes that hold variables which nothing in the graph writes to: {@code VarHandleOp}s, and
   * the reference variables of TensorFlow 1.
   */
  public static List<FlatNode> variables(FlatGraph graph) {
    List<FlatNode> variables = new ArrayList<>();
    for (FlatNode node : graph.nodes()) {
      if (isReadOnly(graph, node)) {
        variables.add(node);
      }
    }
    return variables;
  }

  /** Whether a node holds a variable of TensorFlow 1, which is read without an op for it. */
  public static boolean isReference(FlatNode variable) {
    return REFERENCES.contains(variable.op());
  }

  /** How many bytes the variables take, as far as their static shapes say; files may lie. */
  public static long bytes(List<FlatNode> variables) {
    double bytes = 0;
    for (FlatNode variable : variables) {
      double size = Types.bytes(type(variable));
      for (var dimension : variable.attribute("shape").getShape().getDimList()) {
        size *= Math.max(0, dimension.getSize());
      }
      bytes += size;
    }
    return (long) bytes;
  }

  private static DataType type(FlatNode variable) {
    return Types.withoutReference(variable.attribute("dtype").getType());
  }

  /**
   * The graph with constants in place of variables.
   *
   * @param values by the name of the node that holds the variable
   */
  public static FlatGraph freeze(FlatGraph graph, Map<String, TensorProto> values) {
    return graph.replaceNodes(node -> frozen(node, values));
  }

  private static boolean isReadOnly(FlatGraph graph, FlatNode node) {
    boolean resource = node.op().equals("VarHandleOp");
    if ((!resource && !isReference(node)) || Types.bytes(type(node)) == 0) {
      return false;
    }
    return graph.consumers(node.output(0)).stream()
        .allMatch(
            user ->
                resource
                    ? RESOURCE_READS.contains(user.op())
                    : user.definition().getInputArgList().stream()
                        .noneMatch(OpDef.ArgDef::getIsRef));
  }

  private static List<FlatNode> frozen(FlatNode node, Map<String, TensorProto> values) {
    if (isReference(node) && values.containsKey(node.name())) {
      return List.of(constant(node, node.name(), values.get(node.name())));
    }
    TensorProto value = node.inputs().isEmpty() ? null : values.get(node.inputs().get(0).node());
    if (value == null) {
      return List.of(node);
    }
    return switch (node.op()) {
      case "ReadVariableOp" -> List.of(constant(node, node.name(), value));
      case "ResourceGather" -> gather(node, value);
      case "ResourceGatherNd" -> gatherNd(node, value);
      default -> List.of(node);
    };
  }

  private static FlatNode constant(FlatNode like, String name, TensorProto value) {
    Map<String, AttrValue> attributes =
        Map.of(
            "dtype", Attributes.of(value.getDtype()),
            "value", AttrValue.newBuilder().setTensor(value).build());
    FlatNode.Output output =
        new FlatNode.Output(value.getDtype(), Types.shape(value.getTensorShape()));
    return made(like, name, "Const", List.of(), attributes, output);
  }

  private static List<FlatNode> gather(FlatNode node, TensorProto value) {
    FlatNode params = constant(node, node.name() + "/frozen", value);
    FlatNode axis =
        constant(
            node,
            node.name() + "/axis",
            TensorProto.newBuilder()
                .setDtype(DataType.DT_INT32)
                .setTensorShape(Types.proto(Shape.scalar()))
                .addIntVal(0)
                .build());
    Map<String, AttrValue> attributes =
        Map.of(
            "Tparams", Attributes.of(value.getDtype()),
            "Tindices", node.attribute("Tindices"),
            "Taxis", Attributes.of(DataType.DT_INT32),
            "batch_dims", node.attribute("batch_dims"));
    List<TensorRef> inputs = List.of(params.output(0), node.inputs().get(1), axis.output(0));
    return List.of(
        params,
        axis,
        made(node, node.name(), "GatherV2", inputs, attributes, node.outputs().get(0)));
  }

  private static List<FlatNode> gatherNd(FlatNode node, TensorProto value) {
    FlatNode params = constant(node, node.name() + "/frozen", value);
    Map<String, AttrValue> attributes =
        Map.of("Tparams", Attributes.of(value.getDtype()), "Tindices", node.attribute("Tindices"));
    List<TensorRef> inputs = List.of(params.output(0), node.inputs().get(1));
    return List.of(
        params, made(node, node.name(), "GatherNd", inputs, attributes, node.outputs().get(0)));
  }

  private static FlatNode made(
      FlatNode like,
      String name,
      String op,
      List<TensorRef> inputs,
      Map<String, AttrValue> attributes,
      FlatNode.Output output) {
    String scoped = like.scopedName() + name.substring(like.name().length());
    OpDef definition = OPS.find(op).orElseThrow();
    return new FlatNode(
        name,
        scoped,
        like.instance(),
        definition,
        inputs,
        like.controls(),
        attributes,
        List.of(output));
  }
}
