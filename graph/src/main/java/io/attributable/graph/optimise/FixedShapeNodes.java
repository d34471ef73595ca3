package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

/**
 * The nodes of a plan for what is fed with given shapes alone, such as a single example: shapes are
 * static, and sizes constants.
 */
public final class FixedShapeNodes {
  /** In bytes; sizes and axes, on which shapes depend, are smaller. */
  private static final int LARGE = 1 << 12;

  private final Map<TensorRef, Shape> shapes;

  private FixedShapeNodes(Map<TensorRef, Shape> shapes) {
    this.shapes = shapes;
  }

  /**
   * Those of a plan that calls no functions.
   *
   * @param shapes of placeholders
   * @param fed what is fed
   * @param fetched what keeps its name
   * @param inference has TensorFlow infer the shapes of nodes
   * @param evaluator computes sizes
   * @return empty where there is an op that nobody knows
   */
  public static Optional<PlanNodes> of(
      GraphDef plan,
      Map<TensorRef, Shape> shapes,
      Set<TensorRef> fed,
      Set<TensorRef> fetched,
      UnaryOperator<List<FlatNode>> inference,
      ConstantEvaluator evaluator) {
    Optional<List<FlatNode>> flat = flat(plan);
    return flat.map(
        given -> {
          List<FlatNode> shaped = new FixedShapeNodes(shapes).shaped(given, inference);
          PlanNodes nodes = new PlanNodes(shaped, fed, fetched, Set.of(), unused -> true);
          nodes.replace(node -> List.of(sized(nodes, node)));
          // What sizes are computed for is mostly gone then, so that little is left to fold.
          StaticNoOps.in(nodes);
          FoldedConstants.in(nodes, evaluator);
          nodes.prune();
          return nodes;
        });
  }

  private static Optional<List<FlatNode>> flat(GraphDef plan) {
    List<FlatNode> flat = new ArrayList<>();
    for (NodeDef node : plan.getNodeList()) {
      Optional<OpDef> op = PlanOps.find(node.getOp());
      if (op.isEmpty()) {
        return Optional.empty();
      }
      flat.add(FlatNode.of(node, op.get()));
    }
    return Optional.of(flat);
  }

  private List<FlatNode> shaped(List<FlatNode> given, UnaryOperator<List<FlatNode>> inference) {
    List<FlatNode> fixed = given.stream().map(this::fixed).toList();
    Map<String, FlatNode> inferred = new HashMap<>();
    inference
        .apply(fixed.stream().map(FixedShapeNodes::light).toList())
        .forEach(node -> inferred.put(node.name(), node));
    return fixed.stream()
        .map(
            node -> {
              FlatNode found = inferred.get(node.name());
              return found == null ? node : node.withOutputs(found.outputs());
            })
        .toList();
  }

  private FlatNode fixed(FlatNode node) {
    Shape shape = shapes.get(node.output(0));
    return shape == null || !node.op().equals("Placeholder")
        ? node
        : NodeBuilder.placeholder(node.outputs().get(0).type(), shape)
            .build(node.name())
            .withName(node.name(), node.scopedName(), node.instance());
  }

  /** Weights need not be copied for their shape. */
  private static FlatNode light(FlatNode node) {
    if (!node.op().equals("Const")) {
      return node;
    }
    TensorProto value = node.attribute("value").getTensor();
    return value.getTensorContent().size() < LARGE
        ? node
        : NodeBuilder.placeholder(value.getDtype(), Types.shape(value.getTensorShape()))
            .build(node.name());
  }

  private static FlatNode sized(PlanNodes nodes, FlatNode node) {
    if (!node.op().equals("Shape") || nodes.isFixed(node)) {
      return node;
    }
    Shape shape = nodes.tensor(node.inputs().get(0)).shape();
    return Types.isStatic(shape)
        ? FoldedConstants.constant(
                node,
                node.name(),
                IntegerVectors.proto(node.outputs().get(0).type(), shape.asArray()))
            .withControls(node.controls())
        : node;
  }
}
