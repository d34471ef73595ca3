package io.attributable.graph.tape.stack;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.BodyWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.WidenedFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A loop for all seeds at once: as many iterations as for one, in which tensors that differ between
 * seeds have one more dimension in front. The number of seeds is one more variable.
 */
final class StackedLoop {
  private final GraphBuilder graph;
  private final FunctionGraphs functions;
  private final StackedNode node;
  private final FlatGraph home;
  private final FunctionGraph body;
  private final boolean[] each;

  StackedLoop(GraphBuilder graph, FunctionGraphs functions, StackedNode node) {
    this.graph = graph;
    this.functions = functions;
    this.node = node;
    this.home = graph.base().withOnly(Map.of(), graph.functions().all());
    FunctionGraph opened = open("body");
    this.body = opened.withGraph(functions.infer(opened.graph()));
    this.each = SeedDependentVariables.of(node, body);
  }

  private FunctionGraph open(String role) {
    return home.function(node.node().attribute(role).getFunc(), node.node().outputs());
  }

  List<Stacked> stack() {
    if (!body.controls().isEmpty() || endDiffers()) {
      throw node.unknown();
    }
    List<TensorRef> first = new ArrayList<>();
    for (int i = 0; i < each.length; i++) {
      first.add(each[i] && !node.each(i) ? node.repeated(i) : node.input(i));
    }
    first.add(node.writer().count(DataType.DT_INT32));
    FlatNode made = node.nodes().op(node.node().op(), first).withAll(attributes(first)).writeNode();
    List<Stacked> outputs = new ArrayList<>();
    for (int i = 0; i < each.length; i++) {
      outputs.add(new Stacked(made.output(i), each[i]));
    }
    return outputs;
  }

  /** Whether seeds could end after another number of iterations. */
  private boolean endDiffers() {
    FunctionGraph condition = open("cond");
    for (int i = 0; i < each.length; i++) {
      TensorRef argument = condition.arguments().get(i);
      boolean used =
          condition.results().contains(argument)
              || !condition.graph().consumers(argument).isEmpty();
      if (each[i] && used) {
        return true;
      }
    }
    return false;
  }

  private Map<String, AttrValue> attributes(List<TensorRef> first) {
    Map<String, AttrValue> attributes = new HashMap<>(node.node().attributes());
    NameAttrList condition = node.node().attribute("cond").getFunc();
    String wider =
        graph
            .functions()
            .add(
                condition.getName() + "_stacked",
                name ->
                    WidenedFunction.of(
                        home.definition(condition.getName()), name, List.of(DataType.DT_INT32)));
    attributes.put(
        "cond", FunctionAttributes.reference(condition.toBuilder().setName(wider).build()));
    String label = node.node().attribute("body").getFunc().getName() + "_stacked";
    attributes.put(
        "body", FunctionAttributes.reference(graph.functions().add(label, body()::write)));
    attributes.put("T", FunctionAttributes.types(first.stream().map(graph::type).toList()));
    attributes.put("output_shapes", FunctionAttributes.shapes(shapes()));
    return attributes;
  }

  private List<TensorShapeProto> shapes() {
    List<TensorShapeProto> shapes = new ArrayList<>();
    for (int i = 0; i < each.length; i++) {
      FlatNode.Output output = node.node().outputs().get(i);
      boolean grows = each[i] && output.type() != DataType.DT_VARIANT;
      shapes.add(Types.proto(grows ? Shape.unknown() : output.shape()));
    }
    shapes.add(Types.proto(Shape.of(1)));
    return shapes;
  }

  private BodyWriter body() {
    GraphBuilder inner = graph.nested(body.graph());
    BodyWriter function = new BodyWriter(inner);
    Map<TensorRef, Stacked> stacked = new HashMap<>();
    for (int i = 0; i < each.length; i++) {
      TensorRef argument = body.arguments().get(i);
      function.argument(argument);
      stacked.put(argument, new Stacked(argument, each[i]));
    }
    NodeWriter inside = new NodeWriter(inner);
    TensorRef count = inside.placeholder("seed_count", DataType.DT_INT32, Shape.of(1));
    function.argument(count);
    StackWriter writer = StackWriter.counting(inside, count);
    List<FlatNode> nodes = new ArrayList<>();
    for (FlatNode single : body.graph().nodes()) {
      if (single.outputs().isEmpty() || !stacked.containsKey(single.output(0))) {
        nodes.add(single);
      }
    }
    new StackedNodes(inner, functions, writer).add(nodes, StackedShapes.of(body.graph()), stacked);
    for (int i = 0; i < each.length; i++) {
      function.result(result(writer, stacked.get(body.results().get(i)), each[i]));
    }
    function.result(count);
    return function;
  }

  private TensorRef result(StackWriter writer, @Nullable Stacked result, boolean wanted) {
    if (result == null || (result.each() && !wanted)) {
      throw node.unknown();
    }
    return wanted && !result.each() ? node.repeat(writer, result.tensor()) : result.tensor();
  }
}
