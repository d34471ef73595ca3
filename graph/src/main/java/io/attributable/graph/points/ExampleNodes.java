package io.attributable.graph.points;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of a model's graph depends on examples, and what is shared by all that is evaluated. What is
 * fed for inputs that hold examples has names of its own, so that other values can stand in the
 * place of the inputs.
 */
final class ExampleNodes {
  private final FlatGraph model;
  private final String prefix;
  private final Set<String> dependent = new LinkedHashSet<>();
  private final Map<TensorRef, TensorRef> given = new HashMap<>();
  private final FlatGraph shared;

  /**
   * Takes a graph apart.
   *
   * @param wanted what the names of all that is added begin with, if it is free
   */
  ExampleNodes(FlatGraph model, MovingInputs inputs, String wanted) {
    this.model = model;
    this.prefix = free(model, wanted);
    this.shared = shared(inputs);
  }

  private static String free(FlatGraph model, String wanted) {
    String prefix = wanted;
    while (hasPrefix(model, prefix)) {
      prefix = "_" + prefix;
    }
    return prefix;
  }

  private static boolean hasPrefix(FlatGraph model, String prefix) {
    return model.byName().keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }

  /** What is fed, under other names, and all that does not depend on the examples. */
  private FlatGraph shared(MovingInputs inputs) {
    Map<TensorRef, TensorSchema> holding =
        inputs.holding().stream()
            .collect(Collectors.toMap(TensorSchema::tensor, input -> input, (a, b) -> a));
    Map<String, FlatNode> nodes = new LinkedHashMap<>();
    for (FlatNode node : model.nodes()) {
      TensorSchema input = holding.get(node.output(0));
      if (input != null) {
        dependent.add(node.name());
        FlatNode renamed =
            node.withName(prefix + "given/" + node.name(), node.scopedName(), node.instance());
        nodes.put(renamed.name(), renamed);
        given.put(input.tensor(), renamed.output(0));
      } else if (dependsOnExamples(node)) {
        dependent.add(node.name());
      } else {
        nodes.put(node.name(), node);
      }
    }
    return model.with(signature(), nodes);
  }

  private boolean dependsOnExamples(FlatNode node) {
    return node.inputs().stream().anyMatch(input -> dependent.contains(input.node()))
        || node.controls().stream().anyMatch(dependent::contains);
  }

  private SignatureSchema signature() {
    SignatureSchema signature = model.signature();
    return new SignatureSchema(
        signature.name(),
        signature.inputs().stream()
            .map(input -> input.at(given.getOrDefault(input.tensor(), input.tensor())))
            .toList(),
        signature.outputs());
  }

  /** Builds on what is fed, and on all that does not depend on the examples. */
  GraphBuilder builder() {
    return new GraphBuilder(shared, prefix);
  }

  /** The names of the nodes that depend on examples, inputs among them. */
  Set<String> dependent() {
    return Collections.unmodifiableSet(dependent);
  }

  /** What is fed for a tensor; null for what is no input that holds examples. */
  @Nullable TensorRef given(TensorRef ofModel) {
    return given.get(ofModel);
  }

  /** What is fed for an input that holds examples. */
  TensorRef given(TensorSchema input) {
    TensorRef fed = given.get(input.tensor());
    if (fed == null) {
      throw new IllegalArgumentException(input.name() + " holds no examples");
    }
    return fed;
  }

  /**
   * The whole graph: shared nodes, those that were added, and the model's own pass.
   *
   * @param builder holds what was added
   * @param substitutes what stands in the place of tensors of the model
   */
  FlatGraph graph(GraphBuilder builder, Map<TensorRef, TensorRef> substitutes) {
    Map<String, FlatNode> nodes = new LinkedHashMap<>(builder.base().byName());
    nodes.putAll(builder.added());
    Map<String, String> renamed = new HashMap<>();
    given.forEach((from, to) -> renamed.put(from.node(), to.node()));
    for (FlatNode node : model.nodes()) {
      if (dependent.contains(node.name()) && !renamed.containsKey(node.name())) {
        nodes.put(
            node.name(),
            node.withInputs(
                    node.inputs().stream()
                        .map(input -> substitutes.getOrDefault(input, input))
                        .toList())
                .withControls(
                    node.controls().stream()
                        .map(control -> renamed.getOrDefault(control, control))
                        .toList()));
      }
    }
    return model.with(signature(), nodes, substitutes);
  }
}
