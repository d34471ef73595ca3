package io.attributable.graph.hoist;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.proto.DataType;

/**
 * A graph whose loops and branches are given the values of variables instead of their handles, so
 * that values can be constants and a plan needs nothing of the model's session.
 *
 * <p>Source: {@code tensorflow/python/framework/convert_to_constants.py} changes functions alike.
 */
public final class HoistedReads {
  private final FlatGraph graph;
  private final FunctionGraphs opened;
  private final HoistableArguments hoistable;
  private final HoistedFunctions functions;
  private final Map<String, FlatNode> nodes = new LinkedHashMap<>();
  private final Map<TensorRef, Optional<FlatNode>> reads = new HashMap<>();

  private HoistedReads(FlatGraph graph, FunctionGraphs opened) {
    this.graph = graph;
    this.opened = opened;
    this.hoistable = new HoistableArguments(opened);
    this.functions = new HoistedFunctions(graph, opened);
  }

  /**
   * Moves reads out of loops and branches, of those variables that nothing in the graph does
   * anything else with. All other nodes keep their names.
   *
   * @param opened opens functions of the graph
   * @return the graph itself where there is nothing to move
   */
  public static FlatGraph of(FlatGraph graph, FunctionGraphs opened) {
    if (graph.byName().values().stream().noneMatch(Capturing::isOne)) {
      return graph;
    }
    HoistedReads hoisted = new HoistedReads(graph, opened);
    graph.nodes().forEach(hoisted::visit);
    return hoisted.functions.all().isEmpty()
        ? graph
        : graph.with(hoisted.nodes, List.copyOf(hoisted.functions.all()));
  }

  private void visit(FlatNode node) {
    FlatNode changed = Capturing.isOne(node) ? hoisted(node) : node;
    nodes.put(changed.name(), changed);
  }

  private FlatNode hoisted(FlatNode node) {
    Map<TensorRef, HoistedValue> values = new HashMap<>();
    for (TensorRef input : node.inputs()) {
      read(input).ifPresent(read -> values.put(input, value(read)));
    }
    if (values.isEmpty()) {
      return node;
    }
    Capturing capturing = Capturing.of(graph, node, opened).orElseThrow();
    Map<Integer, HoistedValue> arguments = new TreeMap<>();
    values.forEach(
        (handle, value) ->
            capturing.arguments(handle).forEach(argument -> arguments.put(argument, value)));
    return functions.give(capturing, arguments);
  }

  private static HoistedValue value(FlatNode read) {
    return new HoistedValue(read.output(0), read.outputs().get(0));
  }

  /** A node that reads the variable of a handle, if it may be read beforehand. */
  private Optional<FlatNode> read(TensorRef handle) {
    return reads.computeIfAbsent(handle, this::newRead);
  }

  private Optional<FlatNode> newRead(TensorRef handle) {
    FlatNode variable = graph.node(handle.node());
    if (!OpTrait.VARIABLE_HANDLE.is(variable.op())) {
      return Optional.empty();
    }
    DataType type = variable.attribute("dtype").getType();
    if (Types.bytes(type) == 0 || !hoistable.isOnlyRead(graph, handle, type)) {
      return Optional.empty();
    }
    FlatNode read =
        NodeBuilder.of("ReadVariableOp")
            .input(variable)
            .with("dtype", type)
            .shape(Types.shape(variable.attribute("shape").getShape()))
            .beside(variable, freeName(variable.name() + "/hoisted"));
    nodes.put(read.name(), read);
    return Optional.of(read);
  }

  private String freeName(String wanted) {
    boolean taken = graph.byName().containsKey(wanted) || nodes.containsKey(wanted);
    return taken ? freeName(wanted + "_") : wanted;
  }
}
