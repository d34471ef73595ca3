package io.attributable.graph.flat;

import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

/** The variables of a graph that only are read, and their replacement by constants. */
public final class FrozenVariables {
  /** Tells constants that were variables from those that the model has. */
  private static final String FROZEN = "_frozen_variable";

  /** What takes the place of a variable's value. */
  private interface Value {
    /**
     * A node with one output.
     *
     * @param read the node that takes the value now
     */
    FlatNode of(FlatNode read, String name, String variable);
  }

  private final FlatGraph graph;
  private final Set<String> variables;
  private final Value value;

  private FrozenVariables(FlatGraph graph, Set<String> variables, Value value) {
    this.graph = graph;
    this.variables = variables;
    this.value = value;
  }

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
    return OpTrait.VARIABLE_REFERENCE.is(variable.op());
  }

  /** Whether a constant was a variable before. */
  public static boolean isFrozen(FlatNode constant) {
    return constant.attributes().containsKey(FROZEN);
  }

  /** The same of a graph that is to run. */
  public static boolean isFrozen(NodeDef constant) {
    return constant.containsAttr(FROZEN);
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
   * The graph with constants instead of variables.
   *
   * @param values by the name of the node that holds the variable
   */
  public static FlatGraph freeze(FlatGraph graph, Map<String, TensorProto> values) {
    return new FrozenVariables(
            graph,
            values.keySet(),
            (read, name, variable) -> constant(read, name, held(values, variable)))
        .replaced();
  }

  /**
   * A graph whose variables are fed.
   *
   * @param graph with placeholders instead of reads
   * @param variables by the placeholder, the name of the node that held the variable
   */
  public record Fed(FlatGraph graph, Map<TensorRef, String> variables) {
    /** Copies the map. */
    public Fed {
      variables = Map.copyOf(variables);
    }
  }

  /** The graph with placeholders instead of reads of variables. */
  public static Fed feed(FlatGraph graph, Collection<FlatNode> variables) {
    Map<String, FlatNode> byName = new HashMap<>();
    variables.forEach(variable -> byName.put(variable.name(), variable));
    Map<TensorRef, String> fed = new HashMap<>();
    FlatGraph replaced =
        new FrozenVariables(
                graph,
                byName.keySet(),
                (read, name, variable) -> {
                  FlatNode placeholder = placeholder(read, name, held(byName, variable));
                  fed.put(placeholder.output(0), variable);
                  return placeholder;
                })
            .replaced();
    return new Fed(replaced, fed);
  }

  /**
   * A function's body whose arguments hold values instead of handles.
   *
   * @param arguments placeholders of values
   */
  public static FlatGraph given(FlatGraph body, Set<String> arguments) {
    return new FrozenVariables(
            body,
            arguments,
            (read, name, argument) ->
                NodeBuilder.of("Identity")
                    .input(body.node(argument))
                    .beside(read, name)
                    .withControls(read.controls()))
        .replaced();
  }

  private static <T> T held(Map<String, T> values, String variable) {
    return Objects.requireNonNull(values.get(variable));
  }

  private static boolean isReadOnly(FlatGraph graph, FlatNode node) {
    boolean resource = OpTrait.VARIABLE_HANDLE.is(node.op());
    if ((!resource && !isReference(node)) || Types.bytes(type(node)) == 0) {
      return false;
    }
    return graph.consumers(node.output(0)).stream()
        .allMatch(
            user ->
                resource
                    ? OpTrait.VARIABLE_READ.is(user.op())
                    : user.definition().getInputArgList().stream()
                        .noneMatch(OpDef.ArgDef::getIsRef));
  }

  private FlatGraph replaced() {
    return graph.replaceNodes(this::replaced);
  }

  private List<FlatNode> replaced(FlatNode node) {
    if (isReference(node) && variables.contains(node.name())) {
      return List.of(value.of(node, node.name(), node.name()));
    }
    String variable = node.inputs().isEmpty() ? "" : node.inputs().get(0).node();
    if (!variables.contains(variable)) {
      return List.of(node);
    }
    return switch (node.op()) {
      case "ReadVariableOp" -> List.of(value.of(node, node.name(), variable));
      case "ResourceGather" -> gather(node, value.of(node, freeName(node, "value"), variable));
      case "ResourceGatherNd" -> gatherNd(node, value.of(node, freeName(node, "value"), variable));
      default -> List.of(node);
    };
  }

  /** A name below a node's that the graph does not have. */
  private String freeName(FlatNode node, String label) {
    String name = node.name() + "/" + label;
    while (graph.byName().containsKey(name)) {
      name += "_";
    }
    return name;
  }

  private static FlatNode constant(FlatNode read, String name, TensorProto value) {
    return NodeBuilder.constant(value)
        .with(FROZEN, Attributes.of(true))
        .beside(read, name)
        .withControls(read.controls());
  }

  private static FlatNode placeholder(FlatNode read, String name, FlatNode variable) {
    Shape shape = Types.shape(variable.attribute("shape").getShape());
    // What is fed waits for nothing.
    return NodeBuilder.placeholder(type(variable), shape).beside(read, name);
  }

  private List<FlatNode> gather(FlatNode node, FlatNode params) {
    FlatNode axis =
        constant(
            node,
            freeName(node, "axis"),
            TensorProto.newBuilder()
                .setDtype(DataType.DT_INT32)
                .setTensorShape(Types.proto(Shape.scalar()))
                .addIntVal(0)
                .build());
    TensorRef indices = node.inputs().get(1);
    FlatNode gathered =
        NodeBuilder.of("GatherV2")
            .input(params)
            .input(indices, graph.type(indices))
            .input(axis)
            .like(node, "batch_dims")
            .inPlaceOf(node);
    return List.of(params, axis, gathered);
  }

  private List<FlatNode> gatherNd(FlatNode node, FlatNode params) {
    TensorRef indices = node.inputs().get(1);
    return List.of(
        params,
        NodeBuilder.of("GatherNd")
            .input(params)
            .input(indices, graph.type(indices))
            .inPlaceOf(node));
  }
}
