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
import org.tensorflow.proto.DataType;

/**
 * Transposes the constant weights of products when a plan is made. The gradient of a product by
 * weights is one by the same weights transposed, which TensorFlow copies in the order it wants at
 * every run: of 128 rows by weights of 256x1024 a product takes 0.42 ms, by transposed ones of
 * 1024x256 0.73. With AVX2 alone it is the other way round for weights whose rows lie at distances
 * of 2 KiB or a multiple of that: of 64 rows by 512x2048 a core takes 3.0 ms, by transposed ones
 * 1.6, and with rows of other sizes there is no difference.
 *
 * <p>A plan has these copies for itself. So large ones are made where they pay, of sequences, whose
 * products have a row for each step, and up to {@link WeightOrder#mostBytes}.
 */
final class TransposedWeights {
  private static final long SMALL = 1 << 17;

  /** Half a page. */
  private static final long ALIASED_BYTES = 2048;

  private final PlanNodes nodes;
  private final ConstantBudget budget;
  private final WeightOrder order;
  private final boolean copiesLarge;
  private final Map<TensorRef, TensorRef> transposed = new HashMap<>();
  private long large;

  private TransposedWeights(PlanNodes nodes, WeightOrder order, boolean copiesLarge) {
    this.nodes = nodes;
    this.order = order;
    this.copiesLarge = copiesLarge;
    this.budget = ConstantBudget.of(nodes);
  }

  /**
   * Rewrites products.
   *
   * @param order in which weights should lie
   * @param copiesLarge whether large weights may be copied: as variables they are there once
   */
  static void in(PlanNodes nodes, WeightOrder order, boolean copiesLarge) {
    nodes.replace(new TransposedWeights(nodes, order, copiesLarge)::rewritten);
  }

  private List<FlatNode> rewritten(FlatNode node) {
    if (!node.op().equals("MatMul") || isInOrder(node)) {
      return List.of(node);
    }
    TensorRef weights = node.inputs().get(1);
    TensorRef known = transposed.get(weights);
    return known != null
        ? List.of(turned(node, known))
        : matrix(weights)
            .filter(matrix -> isWanted(node, matrix))
            .map(matrix -> made(weights, matrix))
            .map(constant -> List.of(constant, turned(node, constant.output(0))))
            .orElseGet(() -> List.of(node));
  }

  private boolean isInOrder(FlatNode product) {
    return product.attribute("transpose_b").getB() == (order(product) == WeightOrder.TRANSPOSED);
  }

  /** That of oneDNN is for products of single precision alone. */
  private WeightOrder order(FlatNode product) {
    return product.outputs().get(0).type() == DataType.DT_FLOAT ? order : WeightOrder.PLAIN;
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
    if (nodes.isFed(source)) {
      return Optional.empty();
    }
    return ConstantArray.of(source)
        .filter(array -> array.shape().size() == shape.size() && shape.size() > 0)
        .map(array -> new ConstantArray(array.value(), shape));
  }

  private boolean isWanted(FlatNode product, ConstantArray weights) {
    return Types.bytes(weights.type()) >= 2
        && Types.bytes(weights.type()) <= 8
        && (order(product) == WeightOrder.PLAIN || isAliased(product, weights))
        && (isSmall(weights) || isWorthItsBytes(product, weights))
        && budget.has(bytes(weights));
  }

  /** Of a single row, as a recurrent layer has them, there is nothing to keep in a cache. */
  private boolean isAliased(FlatNode product, ConstantArray weights) {
    long row = weights.shape().get(1) * Types.bytes(weights.type());
    return row % ALIASED_BYTES == 0 && isOfSequences(product, weights);
  }

  private boolean isWorthItsBytes(FlatNode product, ConstantArray weights) {
    return copiesLarge
        && isOfSequences(product, weights)
        && large + bytes(weights) <= order.mostBytes();
  }

  private static boolean isSmall(ConstantArray weights) {
    return weights.elements() <= SMALL;
  }

  /**
   * Whether there are several rows for an example: the last axis of a tensor of a higher rank. What
   * sizes it was shaped by is not always known, as of {@code Tensordot}, but that axis is.
   */
  private boolean isOfSequences(FlatNode product, ConstantArray weights) {
    FlatNode rows = nodes.source(product.inputs().get(0));
    if (!rows.op().equals("Reshape") || nodes.isFed(rows)) {
      return false;
    }
    Shape shape = nodes.tensor(rows.inputs().get(0)).shape();
    long depth = weights.shape().get(product.attribute("transpose_b").getB() ? 1 : 0);
    return hasRank(shape, 3) && shape.get(shape.numDimensions() - 1) == depth;
  }

  private static boolean hasRank(Shape shape, int least) {
    return !shape.isUnknown() && shape.numDimensions() >= least;
  }

  private static long bytes(ConstantArray weights) {
    return weights.bytes().remaining();
  }

  private FlatNode made(TensorRef weights, ConstantArray matrix) {
    budget.take(bytes(matrix));
    large += isSmall(matrix) ? 0 : bytes(matrix);
    FlatNode constant =
        FoldedConstants.constant(
            nodes.node(weights),
            nodes.freeName(weights.node() + "/transposed_" + weights.index()),
            TransposedFilter.exchanged(matrix, null));
    transposed.put(weights, constant.output(0));
    return constant;
  }

  private static FlatNode turned(FlatNode node, TensorRef weights) {
    Map<String, AttrValue> attributes = new HashMap<>(node.attributes());
    attributes.put("transpose_b", Attributes.of(!node.attribute("transpose_b").getB()));
    return node.withInputs(List.of(node.inputs().get(0), weights)).withAttributes(attributes);
  }
}
