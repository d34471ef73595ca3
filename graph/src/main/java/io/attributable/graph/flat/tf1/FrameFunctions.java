package io.attributable.graph.flat.tf1;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionWriter;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NameAttrList;

/**
 * A loop of TensorFlow 1 written as a {@code While} with two functions. Its variables come first,
 * then what stays the same, as the body hands it on.
 */
final class FrameFunctions {
  private final FlatGraph graph;
  private final FrameLoop loop;
  private final FrameBody condition;
  private final FrameBody body;
  private final List<TensorRef> captured;

  private FrameFunctions(FlatGraph graph, FrameLoop loop) {
    this.graph = graph;
    this.loop = loop;
    condition = FrameBody.of(graph, loop, List.of(loop.condition().inputs().get(0)));
    body = FrameBody.of(graph, loop, following());
    Set<TensorRef> both = new LinkedHashSet<>(condition.captured());
    both.addAll(body.captured());
    captured = List.copyOf(both);
  }

  /** The functions of a loop; empty if it does what no function can. */
  static Optional<FrameFunctions> of(FlatGraph graph, FrameLoop loop) {
    FrameFunctions functions = new FrameFunctions(graph, loop);
    return functions.condition.isFunction() && functions.body.isFunction()
        ? Optional.of(functions)
        : Optional.empty();
  }

  /** What the variables are in the next iteration. */
  private List<TensorRef> following() {
    return loop.variables().stream().map(variable -> variable.next().inputs().get(0)).toList();
  }

  /** The arguments for the loop's values inside the functions, in their order. */
  private List<TensorRef> arguments() {
    return Stream.of(
            loop.variables().stream().map(variable -> variable.merge().output(0)),
            loop.constants().stream().map(enter -> enter.output(0)),
            captured.stream())
        .flatMap(each -> each)
        .toList();
  }

  FunctionDef condition(String name) {
    FunctionWriter writer = writer(condition);
    writer.addResult(loop.condition().inputs().get(0), DataType.DT_BOOL);
    return writer.write(name);
  }

  FunctionDef body(String name) {
    FunctionWriter writer = writer(body);
    List<TensorRef> results = new ArrayList<>(following());
    List<TensorRef> arguments = arguments();
    results.addAll(arguments.subList(results.size(), arguments.size()));
    results.forEach(result -> writer.addResult(result, graph.type(result)));
    return writer.write(name);
  }

  private FunctionWriter writer(FrameBody part) {
    FunctionWriter writer = new FunctionWriter(part.nodes().values());
    arguments().forEach(argument -> writer.addArgument(argument, graph.type(argument)));
    for (FrameLoop.Variable variable : loop.variables()) {
      variable
          .gates()
          .forEach(gate -> writer.substitute(gate.output(1), variable.merge().output(0)));
    }
    return writer;
  }

  /** The loop as one node. */
  FlatNode loop(String name, String conditionName, String bodyName, OpRegistry ops) {
    List<FlatNode> enters = new ArrayList<>();
    loop.variables().forEach(variable -> enters.add(variable.enter()));
    enters.addAll(loop.constants());
    List<TensorRef> inputs = new ArrayList<>();
    enters.forEach(enter -> inputs.add(enter.inputs().get(0)));
    inputs.addAll(captured);
    Set<String> controls =
        enters.stream()
            .flatMap(enter -> enter.controls().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<FlatNode.Output> outputs =
        arguments().stream()
            .map(tensor -> new FlatNode.Output(graph.type(tensor), graph.shape(tensor)))
            .toList();
    FlatNode condition = loop.condition();
    return condition
        .withName(name, scope(condition.scopedName()), condition.instance())
        .withOp(ops.find("While").orElseThrow(), attributes(outputs, conditionName, bodyName))
        .withInputs(inputs)
        .withControls(List.copyOf(controls))
        .withOutputs(outputs);
  }

  private Map<String, AttrValue> attributes(
      List<FlatNode.Output> outputs, String conditionName, String bodyName) {
    AttrValue.ListValue.Builder types = AttrValue.ListValue.newBuilder();
    outputs.forEach(output -> types.addType(output.type()));
    AttrValue parallel = loop.variables().get(0).enter().attribute("parallel_iterations");
    return Map.of(
        "T", AttrValue.newBuilder().setList(types).build(),
        "cond", function(conditionName),
        "body", function(bodyName),
        "parallel_iterations", parallel);
  }

  private static AttrValue function(String name) {
    return AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(name)).build();
  }

  /** The scope that a loop was written in: that of its condition. */
  static String scope(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? name + "_loop" : name.substring(0, slash);
  }
}
