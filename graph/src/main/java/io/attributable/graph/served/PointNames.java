package io.attributable.graph.served;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.points.MovingInputs;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Tells a plan's nodes at points from the model's own: in the plan they have the same names. The
 * model's inputs get their names back.
 */
final class PointNames {
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();
  private static final String ALPHAS = "alphas";

  private final FlatGraph model;
  private final AttributionPlan plan;
  private final String prefix;
  private final Map<String, String> given = new HashMap<>();
  private final Set<String> dependent = new HashSet<>();
  private final Map<String, OpDef> definitions = new HashMap<>();

  PointNames(FlatGraph model, AttributionPlan plan) {
    this.model = model;
    this.plan = plan;
    String alphas = plan.points().orElseThrow().feeds().alphas().node();
    this.prefix = alphas.substring(0, alphas.length() - ALPHAS.length()) + "at/";
    plan.inputs()
        .forEach(
            (name, tensor) ->
                given.put(tensor.node(), model.signature().input(name).tensor().node()));
    for (TensorSchema input : MovingInputs.of(model.signature()).holding()) {
      dependent.add(input.tensor().node());
    }
    for (FlatNode node : model.nodes()) {
      definitions.put(node.op(), node.definition());
      if (node.inputs().stream().anyMatch(input -> dependent.contains(input.node()))
          || node.controls().stream().anyMatch(dependent::contains)) {
        dependent.add(node.name());
      }
    }
  }

  /** The model's nodes and those of the plan, each under a name of its own. */
  FlatGraph both() {
    Map<String, FlatNode> nodes = new LinkedHashMap<>(model.byName());
    for (NodeDef node : plan.graph().getNodeList()) {
      FlatNode flat = FlatNode.of(node, definition(node.getOp()));
      if (!given.containsKey(flat.name())) {
        nodes.putIfAbsent(name(flat.name()), named(flat));
      }
    }
    return model.with(nodes, List.of());
  }

  private OpDef definition(String op) {
    return definitions.computeIfAbsent(op, unused -> OPS.find(op).orElseThrow());
  }

  private FlatNode named(FlatNode node) {
    String name = name(node.name());
    return node.withName(name, name, 0)
        .withInputs(node.inputs().stream().map(this::tensor).toList())
        .withControls(node.controls().stream().map(this::name).toList());
  }

  /** What a tensor of the plan is called. */
  TensorRef tensor(TensorRef ofPlan) {
    return new TensorRef(name(ofPlan.node()), ofPlan.index());
  }

  private String name(String ofPlan) {
    return dependent.contains(ofPlan) ? prefix + ofPlan : given.getOrDefault(ofPlan, ofPlan);
  }
}
