package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.KnownShapes;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Writes products of a batch of matrices with one matrix, as dense layers make them of sequences,
 * as the product of one tall matrix with it: one large product instead of many small ones.
 */
final class FlattenedMatMuls {

  private final PlanNodes nodes;

  private FlattenedMatMuls(PlanNodes nodes) {
    this.nodes = nodes;
  }

  static void in(PlanNodes nodes) {
    nodes.replace(new FlattenedMatMuls(nodes)::rewritten);
  }

  private List<FlatNode> rewritten(FlatNode node) {
    if (applies(node)) {
      return product(node);
    }
    return OpTrait.BATCH_PRODUCT.is(node.op()) && KnownShapes.areSafe(node.outputs().get(0).shape())
        ? List.of(node.withAttribute(KnownShapes.mark(), KnownShapes.value()))
        : List.of(node);
  }

  private boolean applies(FlatNode node) {
    if (!OpTrait.BATCH_PRODUCT.is(node.op()) || nodes.isFed(node)) {
      return false;
    }
    Shape tall = nodes.tensor(node.inputs().get(0)).shape();
    Shape matrix = nodes.tensor(node.inputs().get(1)).shape();
    FlatNode.Output result = node.outputs().get(0);
    return Types.isFloat(result.type())
        && nodes.type(node.inputs().get(0)) == result.type()
        && nodes.type(node.inputs().get(1)) == result.type()
        && !node.attribute("adj_x").getB()
        && hasRank(matrix, 2)
        && !tall.isUnknown()
        && tall.numDimensions() >= 3
        && hasRank(result.shape(), tall.numDimensions())
        && tall.get(tall.numDimensions() - 1) > 0
        && TallProduct.isRestorable(result.shape());
  }

  private static boolean hasRank(Shape shape, int rank) {
    return !shape.isUnknown() && shape.numDimensions() == rank;
  }

  private List<FlatNode> product(FlatNode node) {
    TensorRef many = node.inputs().get(0);
    Shape tall = nodes.tensor(many).shape();
    return new TallProduct(
            many, node.inputs().get(1), node.attribute("adj_y"), node.outputs().get(0).shape())
        .inPlaceOf(node, nodes, tall.get(tall.numDimensions() - 1));
  }
}
