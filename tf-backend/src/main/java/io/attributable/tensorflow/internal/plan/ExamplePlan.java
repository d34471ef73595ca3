package io.attributable.tensorflow.internal.plan;

import static java.util.Comparator.naturalOrder;

import io.attributable.graph.optimise.ExampleNodes;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.shard.ShardLimits;
import io.attributable.graph.shard.ShardedPlan;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.layer.ShapeInference;
import io.attributable.tensorflow.internal.session.ConstantFolding;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A plan for exactly one example and one target, written for that: sizes are constants, and shards
 * of it run at the same time. Immutable.
 *
 * @param shapes what it may be fed, by input of the signature
 */
record ExamplePlan(AttributionPlan plan, Map<String, Shape> shapes) {
  /** Copies the map. */
  ExamplePlan {
    shapes = Map.copyOf(shapes);
  }

  /**
   * Writes it.
   *
   * @param live placeholders of weights that are fed
   * @return empty where sizes other than the number of examples are not static, and where shards
   *     would do too little
   */
  static Optional<ExamplePlan> of(
      AttributionPlan plan, Collection<TensorRef> live, ShardLimits limits) {
    Map<String, NodeDef> byName =
        plan.graph().getNodeList().stream().collect(Collectors.toMap(NodeDef::getName, n -> n));
    Map<String, Shape> shapes = new HashMap<>();
    Map<TensorRef, Shape> placeholders = new HashMap<>();
    for (Map.Entry<String, TensorRef> input : plan.inputs().entrySet()) {
      Optional<Shape> shape = ofOne(byName.get(input.getValue().node()));
      if (shape.isEmpty()) {
        return Optional.empty();
      }
      shapes.put(input.getKey(), shape.get());
      placeholders.put(input.getValue(), shape.get());
    }
    plan.seed()
        .ifPresent(
            seed -> {
              placeholders.put(seed.target(), Shape.of(1, -1));
              placeholders.put(seed.weights(), Shape.of(1));
            });
    return nodes(plan, placeholders, live)
        .filter(nodes -> ShardedPlan.in(nodes, limits))
        .map(nodes -> new ExamplePlan(plan.withGraph(graph(nodes, plan.graph())), shapes));
  }

  /** Whether it may be fed tensors of some shapes. */
  boolean takes(Map<String, Shape> given) {
    return shapes.entrySet().stream()
        .allMatch(input -> input.getValue().equals(given.get(input.getKey())));
  }

  /** Sizes of placeholders are static where no size but the number of examples is open. */
  private static Optional<Shape> ofOne(NodeDef node) {
    if (!node.getOp().equals("Placeholder")) {
      return Optional.empty();
    }
    Shape shape = Types.shape(node.getAttrOrThrow("shape").getShape());
    if (shape.isUnknown() || shape.numDimensions() == 0) {
      return Optional.empty();
    }
    Shape one = shape.tail().prepend(1);
    return shape.get(0) < 0 && !one.hasUnknownDimension() ? Optional.of(one) : Optional.empty();
  }

  private static Optional<PlanNodes> nodes(
      AttributionPlan plan, Map<TensorRef, Shape> shapes, Collection<TensorRef> live) {
    Set<TensorRef> tensors = plan.fedAndFetched();
    tensors.addAll(live);
    Set<TensorRef> fed = new HashSet<>(shapes.keySet());
    fed.addAll(live);
    return ExampleNodes.of(
        plan.graph(), shapes, fed, tensors, ShapeInference::infer, ConstantFolding::evaluate);
  }

  /** Devices are those of the plan, whose nodes all have the same. */
  private static GraphDef graph(PlanNodes nodes, GraphDef plan) {
    String device =
        plan.getNodeList().stream().map(NodeDef::getDevice).max(naturalOrder()).orElse("");
    GraphDef.Builder graph = plan.toBuilder().clearNode();
    nodes.all().forEach(node -> graph.addNode(node.toProto().toBuilder().setDevice(device)));
    return graph.build();
  }
}
