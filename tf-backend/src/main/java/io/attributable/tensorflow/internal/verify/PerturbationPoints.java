package io.attributable.tensorflow.internal.verify;

import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.PlannedTensor;
import io.attributable.graph.tensor.TensorRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A plan with a placeholder behind each tensor of its layers, where other values can be fed.
 * Feeding the tensor itself is not reliable: consumers of a loop or a branch read nodes that
 * TensorFlow substitutes for it, so that such a feed has no effect.
 *
 * @param plan the plan with these placeholders; without a feed it computes the same
 * @param points the tensors to feed, by the layers' tensors
 */
record PerturbationPoints(AttributionPlan plan, Map<TensorRef, TensorRef> points) {
  private static final String NAME = "probe_point_";

  /** Copies the map. */
  PerturbationPoints {
    points = Map.copyOf(points);
  }

  static PerturbationPoints of(AttributionPlan plan) {
    Map<TensorRef, TensorRef> points = new LinkedHashMap<>();
    GraphDef.Builder graph = plan.graph().toBuilder();
    for (PlannedTensor tensor : plan.results()) {
      points.put(
          tensor.info().tensor(),
          add(graph, tensor.info().tensor(), tensor.info().type(), points.size()));
    }
    Map<String, String> changing = new LinkedHashMap<>();
    points.forEach((tensor, point) -> changing.put(tensor.toString(), point.node()));
    graph.getNodeBuilderList().forEach(node -> rewire(node, changing));
    return new PerturbationPoints(
        new AttributionPlan(
            graph.build(),
            plan.inputs(),
            plan.output(),
            plan.tensors(),
            plan.positions(),
            plan.widest(),
            plan.work(),
            plan.points(),
            plan.perturbation(),
            plan.coverage()),
        points);
  }

  private static TensorRef add(GraphDef.Builder graph, TensorRef tensor, DataType type, int value) {
    TensorShapeProto unknown = TensorShapeProto.newBuilder().setUnknownRank(true).build();
    NodeDef.Builder node =
        graph
            .addNodeBuilder()
            .setName(NAME + value)
            .setOp("PlaceholderWithDefault")
            .addInput(tensor.toString())
            .putAttr("dtype", AttrValue.newBuilder().setType(type).build())
            .putAttr("shape", AttrValue.newBuilder().setShape(unknown).build());
    return new TensorRef(node.getName(), 0);
  }

  /** Has a node take the placeholder's output; the placeholders themselves keep their input. */
  private static void rewire(NodeDef.Builder node, Map<String, String> changing) {
    if (changing.containsValue(node.getName())) {
      return;
    }
    for (int i = 0; i < node.getInputCount(); i++) {
      String input = node.getInput(i);
      String point = changing.get(input.contains(":") ? input : input + ":0");
      if (point != null) {
        node.setInput(i, point);
      }
    }
  }

  /** Where to feed other values for a tensor of a layer. */
  TensorRef of(TensorRef tensor) {
    return Objects.requireNonNull(points.get(tensor));
  }
}
