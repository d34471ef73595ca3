package io.attributable.tensorflow.internal.plan;

import static java.util.Comparator.naturalOrder;

import io.attributable.graph.optimise.FixedShapeNodes;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.PlannedPoints;
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
   * @param plan that has at most one point, which is the input
   * @param live placeholders of weights that are fed
   * @param given the shapes of what is fed, by input
   * @return empty where an input that may have several examples is not given one, and where shards
   *     would do too little
   */
  static Optional<ExamplePlan> of(
      AttributionPlan plan,
      Collection<TensorRef> live,
      ShardLimits limits,
      Map<String, Shape> given) {
    try {
      return written(plan, live, limits, given);
    } catch (RuntimeException e) {
      // A model that does not take these, say. What is wrong is told by the plan as it is.
      return Optional.empty();
    }
  }

  private static Optional<ExamplePlan> written(
      AttributionPlan plan,
      Collection<TensorRef> live,
      ShardLimits limits,
      Map<String, Shape> given) {
    return shapes(plan, given)
        .flatMap(
            shapes ->
                nodes(plan, placeholders(plan, shapes), live)
                    .filter(nodes -> ShardedPlan.in(nodes, limits))
                    .map(nodes -> graph(nodes, plan.graph()))
                    .map(graph -> new ExamplePlan(plan.withGraph(graph), shapes)));
  }

  /** Of the signature's inputs that the plan is fed; empty unless all of them may be fixed. */
  private static Optional<Map<String, Shape>> shapes(
      AttributionPlan plan, Map<String, Shape> given) {
    Map<String, NodeDef> nodes = new HashMap<>();
    plan.graph().getNodeList().forEach(node -> nodes.put(node.getName(), node));
    Map<String, Shape> shapes = new HashMap<>();
    plan.inputs()
        .forEach(
            (name, tensor) -> {
              NodeDef node = nodes.get(tensor.node());
              Shape shape = given.get(name);
              if (node != null && shape != null && isOne(node, shape)) {
                shapes.put(name, shape);
              }
            });
    return shapes.size() == plan.inputs().size() ? Optional.of(shapes) : Optional.empty();
  }

  /** Whether a placeholder is given one example, if it may be given several. */
  private static boolean isOne(NodeDef node, Shape given) {
    if (!node.getOp().equals("Placeholder")) {
      return false;
    }
    Shape declared = Types.shape(node.getAttrOrThrow("shape").getShape());
    if (declared.isUnknown()) {
      return given.numDimensions() > 0 && given.get(0) == 1;
    }
    boolean several = declared.numDimensions() > 0 && declared.get(0) < 0;
    return declared.isCompatibleWith(given) && (!several || given.get(0) == 1);
  }

  private static Map<TensorRef, Shape> placeholders(
      AttributionPlan plan, Map<String, Shape> shapes) {
    Map<TensorRef, Shape> all = new HashMap<>();
    plan.inputs().forEach((name, tensor) -> all.put(tensor, shape(shapes, name)));
    plan.seed()
        .ifPresent(
            seed -> {
              // One for each row of the output, of which an example may have several.
              all.put(seed.target(), Shape.of(-1, -1));
              all.put(seed.weights(), Shape.of(-1));
            });
    plan.points()
        .map(PlannedPoints::feeds)
        .ifPresent(
            feeds -> {
              all.put(feeds.alphas(), Shape.of(1));
              all.put(feeds.weights(), Shape.of(1));
              all.put(feeds.rows(), Shape.of(1, 1));
              feeds.baselines().forEach((name, tensor) -> all.put(tensor, shape(shapes, name)));
            });
    return all;
  }

  private static Shape shape(Map<String, Shape> shapes, String input) {
    return shapes.getOrDefault(input, Shape.unknown());
  }

  /** Whether it may be fed tensors of some shapes. */
  boolean takes(Map<String, Shape> given) {
    return shapes.entrySet().stream()
        .allMatch(input -> input.getValue().equals(given.get(input.getKey())));
  }

  private static Optional<PlanNodes> nodes(
      AttributionPlan plan, Map<TensorRef, Shape> shapes, Collection<TensorRef> live) {
    Set<TensorRef> tensors = plan.fedAndFetched();
    tensors.addAll(live);
    Set<TensorRef> fed = new HashSet<>(shapes.keySet());
    fed.addAll(live);
    return FixedShapeNodes.of(
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
