package io.attributable.graph.fingerprint;

import io.attributable.graph.fingerprint.Step.Source;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;

/** Reads a flat graph, whose inputs and outputs are identified by their names in the signature. */
final class GraphSteps {
  private static final String SHARED_NAME = "shared_name";
  private static final String CONTAINER = "container";

  private final FlatGraph graph;
  private final CanonicalAttributes contents;
  private final Map<TensorRef, String> inputs = new HashMap<>();

  GraphSteps(FlatGraph graph, CanonicalAttributes contents) {
    this.graph = graph;
    this.contents = contents;
    graph.signature().inputs().forEach(input -> inputs.put(input.tensor(), key(input)));
  }

  Steps read() {
    Map<String, Step> steps = new LinkedHashMap<>();
    for (TensorSchema input : graph.signature().inputs()) {
      steps.put(key(input), Step.argument(input.name() + " " + input.type().name()));
    }
    for (FlatNode node : graph.nodes()) {
      if (!isFed(node)) {
        steps.put(node.name(), step(node));
      }
    }
    List<Steps.Result> results =
        graph.signature().outputs().stream()
            .map(output -> new Steps.Result(output.name(), source(output.tensor())))
            .toList();
    return new Steps(steps, results, List.of());
  }

  /** The step and output that a tensor comes from. */
  Source source(TensorRef tensor) {
    String input = inputs.get(tensor);
    return input != null
        ? new Source(input, "0")
        : new Source(tensor.node(), Integer.toString(tensor.index()));
  }

  private Step step(FlatNode node) {
    return new Step(
        node.op(),
        contents.of(node.definition(), node.attributes()),
        state(node),
        node.inputs().stream().map(this::source).toList(),
        node.controls().stream().filter(control -> !isFed(graph.node(control))).toList());
  }

  /** Handles of the same name share a variable or table; without one, a node has its own. */
  private static Optional<String> state(FlatNode node) {
    if (node.definition().getAttrList().stream()
        .noneMatch(attribute -> attribute.getName().equals(SHARED_NAME))) {
      return Optional.empty();
    }
    String shared = text(node, SHARED_NAME);
    return Optional.of(
        shared.isEmpty() ? "node " + node.name() : text(node, CONTAINER) + " shared " + shared);
  }

  private static String text(FlatNode node, String attribute) {
    return node.attributes()
        .getOrDefault(attribute, AttrValue.getDefaultInstance())
        .getS()
        .toStringUtf8();
  }

  private boolean isFed(FlatNode node) {
    return node.op().equals("Placeholder") && inputs.containsKey(node.output(0));
  }

  /** No node is called like this. */
  private static String key(TensorSchema input) {
    return "^" + input.name();
  }
}
