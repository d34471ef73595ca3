package io.attributable.graph.hoist;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.AddedFunctions;
import io.attributable.graph.write.BodyWriter;
import io.attributable.graph.write.GraphBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;

/**
 * Writes functions anew that take values of variables instead of their handles. Not thread-safe.
 */
final class HoistedFunctions {
  private static final String PREFIX = "hoisted/";

  private final FunctionGraphs opened;
  private final AddedFunctions written;
  private final Map<Key, String> names = new HashMap<>();

  /** What a function differs in from the one it was: which arguments hold values of which type. */
  private record Key(String function, Map<Integer, DataType> values) {}

  HoistedFunctions(FlatGraph graph, FunctionGraphs opened) {
    this.opened = opened;
    this.written = new GraphBuilder(graph, PREFIX).functions();
  }

  /** All that were written. */
  Collection<FunctionDef> all() {
    return written.all();
  }

  /** The node with such functions. */
  FlatNode give(Capturing capturing, Map<Integer, HoistedValue> values) {
    List<String> functions = new ArrayList<>();
    for (int i = 0; i < capturing.functions().size(); i++) {
      functions.add(
          name(capturing.references().get(i).getName(), capturing.functions().get(i), values));
    }
    return capturing.with(values, functions);
  }

  private String name(String original, FunctionGraph function, Map<Integer, HoistedValue> values) {
    Map<Integer, DataType> types = new TreeMap<>();
    values.forEach((argument, value) -> types.put(argument, value.type()));
    Key key = new Key(original, types);
    String known = names.get(key);
    if (known != null) {
      return known;
    }
    String name = written.add(label(original, types), free -> write(function, values, free));
    names.put(key, name);
    return name;
  }

  /**
   * The same for the same function and arguments in whichever graph of the model: what was opened
   * once is remembered by its name.
   */
  private static String label(String original, Map<Integer, DataType> types) {
    return types.keySet().stream()
        .map(String::valueOf)
        .collect(Collectors.joining("_", original + "_values_", ""));
  }

  private FunctionDef write(
      FunctionGraph function, Map<Integer, HoistedValue> values, String name) {
    Map<TensorRef, FlatNode.Output> arguments = new HashMap<>();
    values.forEach(
        (argument, value) -> arguments.put(function.arguments().get(argument), value.output()));
    FlatGraph body = body(function.graph(), arguments);
    BodyWriter writer = new BodyWriter(new GraphBuilder(body, PREFIX));
    function.arguments().forEach(writer::argument);
    function.results().forEach(writer::result);
    writer.controls(function.controls());
    for (TensorRef argument : arguments.keySet()) {
      plainReads(body, argument).forEach(read -> writer.substitute(read.output(0), argument));
    }
    return writer.write(name);
  }

  /** What hands on an argument, and waits for nothing. */
  private static List<FlatNode> plainReads(FlatGraph body, TensorRef argument) {
    return body.consumers(argument).stream()
        .filter(node -> node.op().equals("Identity") && node.controls().isEmpty())
        .toList();
  }

  private FlatGraph body(FlatGraph graph, Map<TensorRef, FlatNode.Output> arguments) {
    Map<String, FlatNode> nodes = new LinkedHashMap<>();
    for (FlatNode node : graph.nodes()) {
      nodes.put(node.name(), changed(graph, node, arguments));
    }
    Set<String> names =
        arguments.keySet().stream().map(TensorRef::node).collect(Collectors.toSet());
    return FrozenVariables.given(graph.with(nodes, List.of()), names);
  }

  private FlatNode changed(
      FlatGraph graph, FlatNode node, Map<TensorRef, FlatNode.Output> arguments) {
    FlatNode.Output argument = node.outputs().size() == 1 ? arguments.get(node.output(0)) : null;
    if (argument != null) {
      return NodeBuilder.placeholder(argument.type(), argument.shape())
          .build(node.name())
          .withName(node.name(), node.scopedName(), node.instance());
    }
    if (!Capturing.isOne(node) || node.inputs().stream().noneMatch(arguments::containsKey)) {
      return node;
    }
    Capturing nested = Capturing.of(graph, node, opened).orElseThrow();
    Map<Integer, HoistedValue> values = new TreeMap<>();
    arguments.forEach(
        (tensor, output) ->
            nested
                .arguments(tensor)
                .forEach(position -> values.put(position, new HoistedValue(tensor, output))));
    return give(nested, values);
  }
}
