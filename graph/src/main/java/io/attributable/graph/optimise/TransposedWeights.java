package io.attributable.graph.optimise;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;

/**
 * Transposes the constant weights of small products when a plan is made. The gradient of a product
 * by weights is one by the same weights transposed, which is slower to read at every run; of large
 * ones TensorFlow makes a copy in the order it wants anyway.
 */
final class TransposedWeights {
  private static final long LARGEST = 1 << 17;

  private final PlanNodes nodes;
  private final ConstantBudget budget;
  private final Map<TensorRef, TensorRef> transposed = new HashMap<>();

  private TransposedWeights(PlanNodes nodes) {
    this.nodes = nodes;
    this.budget = ConstantBudget.of(nodes);
  }

  static void in(PlanNodes nodes) {
    nodes.replace(new TransposedWeights(nodes)::rewritten);
  }

  private List<FlatNode> rewritten(FlatNode node) {
    if (!node.op().equals("MatMul") || !node.attribute("transpose_b").getB()) {
      return List.of(node);
    }
    TensorRef weights = node.inputs().get(1);
    TensorRef known = transposed.get(weights);
    return known != null
        ? List.of(plain(node, known))
        : matrix(weights)
            .filter(this::isWanted)
            .map(matrix -> made(weights, matrix))
            .map(constant -> List.of(constant, plain(node, constant.output(0))))
            .orElseGet(() -> List.of(node));
  }

  /** A constant matrix, also where it was shaped to be one. */
  private Optional<ConstantArray> matrix(TensorRef weights) {
    Shape shape = nodes.tensor(weights).shape();
    boolean known =
        !shape.isUnknown() && shape.numDimensions() == 2 && !shape.hasUnknownDimension();
    if (!known || nodes.isFed(nodes.node(weights))) {
      return Optional.empty();
    }
    FlatNode source = nodes.source(weights);
    if (source.op().equals("Reshape") && !nodes.isFed(source)) {
      source = nodes.source(source.inputs().get(0));
    }
    return ConstantArray.of(source)
        .filter(array -> array.shape().size() == shape.size() && shape.size() > 0)
        .map(array -> new ConstantArray(array.value(), shape));
  }

  private boolean isWanted(ConstantArray weights) {
    return weights.elements() <= LARGEST
        && Types.bytes(weights.type()) >= 2
        && Types.bytes(weights.type()) <= 8
        && budget.has(weights.bytes().remaining());
  }

  private FlatNode made(TensorRef weights, ConstantArray matrix) {
    budget.take(matrix.bytes().remaining());
    FlatNode constant =
        FoldedConstants.constant(
            nodes.node(weights),
            nodes.freeName(weights.node() + "/transposed_" + weights.index()),
            TransposedFilter.exchanged(matrix, null));
    transposed.put(weights, constant.output(0));
    return constant;
  }

  private static FlatNode plain(FlatNode node, TensorRef weights) {
    Map<String, AttrValue> attributes = new HashMap<>(node.attributes());
    attributes.put("transpose_b", Attributes.of(false));
    return node.withInputs(List.of(node.inputs().get(0), weights)).withAttributes(attributes);
  }
}
