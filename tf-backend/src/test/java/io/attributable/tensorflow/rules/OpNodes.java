package io.attributable.tensorflow.rules;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.control.ControlRules;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.Internals;
import io.attributable.testing.Fixtures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/** All nodes between operand and output of the models that hold ops, with their numbers. */
final class OpNodes {
  private static final Map<String, List<OpNode>> READ = new ConcurrentHashMap<>();

  private final FlatGraph graph;
  private final Map<TensorRef, Value> values = new LinkedHashMap<>();

  private OpNodes(FlatGraph graph) {
    this.graph = graph;
  }

  /** The nodes of a model, which is read and run once. */
  static List<OpNode> of(String model) {
    return READ.computeIfAbsent(model, OpNodes::read);
  }

  private static List<OpNode> read(String model) {
    Internals.requireNativeLibrary();
    SavedModelFile file = SavedModelFile.read(Fixtures.model(model));
    FlatGraph graph =
        Internals.inferShapes(SignatureFlattener.flatten(file, file.defaultSignature()));
    return new OpNodes(graph).read();
  }

  /** The nodes of all models. */
  static List<OpNode> all() {
    return OpGolden.models().stream().flatMap(model -> of(model).stream()).toList();
  }

  /**
   * The ops of all cases in which complex numbers or compressed matrices occur: Java has no array
   * for these, so that Python alone is their witness.
   */
  static Set<String> opsWithoutArrays() {
    Set<String> ops = new HashSet<>();
    for (String model : OpGolden.models()) {
      SavedModelFile file = SavedModelFile.read(Fixtures.model(model));
      OpNodes nodes = new OpNodes(SignatureFlattener.flatten(file, file.defaultSignature()));
      for (FlatNode node : nodes.graph.nodes()) {
        if (isCase(node) && nodes.touchesNoArray(node)) {
          ops.add(node.op());
        }
      }
    }
    return ops;
  }

  private boolean touchesNoArray(FlatNode node) {
    return Stream.concat(
            node.inputs().stream().map(graph::type),
            node.outputs().stream().map(FlatNode.Output::type))
        .anyMatch(type -> Types.carriesGradients(type) && !Types.isFloat(type));
  }

  private List<OpNode> read() {
    Set<TensorRef> varying = new HashSet<>();
    List<FlatNode> chosen = new ArrayList<>();
    for (FlatNode node : graph.nodes()) {
      boolean depends = node.inputs().stream().anyMatch(varying::contains);
      if (isOperand(node) || (depends && !RuleBook.stops(node))) {
        varying.addAll(floats(node));
      }
      if (depends && isCase(node) && !floats(node).isEmpty()) {
        chosen.add(node);
      }
    }
    chosen.removeIf(node -> RuleBook.stops(node) || used(node).isEmpty());
    Set<String> branching = branching();
    chosen.removeIf(node -> branching.contains(caseOf(node)));
    readValues(chosen);
    return chosen.stream().map(node -> opNode(node, varying)).toList();
  }

  /** Cases with nodes that may never run, or hold more than arrays, as wholes alone make sense. */
  private Set<String> branching() {
    Set<String> branching = new HashSet<>();
    for (FlatNode node : graph.nodes()) {
      if (ControlRules.all().containsKey(node.op()) && isCase(node)) {
        branching.add(caseOf(node));
      }
    }
    return branching;
  }

  private static boolean isCase(FlatNode node) {
    return node.scopedName().contains("/op/");
  }

  private static String caseOf(FlatNode node) {
    return node.scopedName().substring(0, node.scopedName().indexOf("/op/"));
  }

  private static boolean isOperand(FlatNode node) {
    return node.scopedName().matches("\\w+/[a-h]/Mul");
  }

  private static List<TensorRef> floats(FlatNode node) {
    return IntStream.range(0, node.outputs().size())
        .filter(i -> Types.isDifferentiable(node.outputs().get(i).type()))
        .mapToObj(node::output)
        .toList();
  }

  private OpNode opNode(FlatNode node, Set<TensorRef> varying) {
    Set<Integer> varied =
        IntStream.range(0, node.inputs().size())
            .filter(i -> varying.contains(node.inputs().get(i)))
            .boxed()
            .collect(Collectors.toSet());
    List<Value> inputs = node.inputs().stream().map(values::get).toList();
    return new OpNode(caseOf(node), node, inputs, varied, used(node));
  }

  private Set<Integer> used(FlatNode node) {
    return IntStream.range(0, node.outputs().size())
        .filter(i -> Types.isFloat(node.outputs().get(i).type()))
        .filter(i -> !graph.consumers(node.output(i)).isEmpty())
        .boxed()
        .collect(Collectors.toSet());
  }

  /**
   * All in one run. Complex numbers, lists and such are left out, for which there is no array in
   * Java.
   */
  private void readValues(List<FlatNode> nodes) {
    nodes.removeIf(node -> node.inputs().stream().anyMatch(input -> !isReal(input)));
    nodes.removeIf(node -> node.outputs().stream().anyMatch(output -> !isReal(output)));
    if (nodes.isEmpty()) {
      return;
    }
    GraphDef.Builder proto =
        GraphDef.newBuilder().setVersions(graph.versions()).setLibrary(graph.library());
    graph.nodes().forEach(node -> proto.addNode(node.toProto()));
    List<TensorRef> wanted =
        nodes.stream().flatMap(node -> node.inputs().stream()).distinct().toList();
    try (Graph imported = new Graph();
        Tensor one = TFloat32.scalarOf(1)) {
      imported.importGraphDef(proto.build());
      try (Session session = new Session(imported, Internals.sessionConfig())) {
        Session.Runner runner =
            session.runner().feed(graph.signature().input("s").tensor().toString(), one);
        wanted.forEach(tensor -> runner.fetch(tensor.toString()));
        try (Result result = runner.run()) {
          IntStream.range(0, wanted.size())
              .forEach(i -> values.put(wanted.get(i), Value.of(result.get(i))));
        }
      }
    }
  }

  private boolean isReal(TensorRef tensor) {
    return isReal(graph.node(tensor.node()).outputs().get(tensor.index()));
  }

  private static boolean isReal(FlatNode.Output output) {
    return Types.isFloat(output.type())
        || (!Types.carriesGradients(output.type()) && output.type() != DataType.DT_UINT64);
  }
}
