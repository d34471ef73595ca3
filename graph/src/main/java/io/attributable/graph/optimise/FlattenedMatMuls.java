package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.op.KnownShapes;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

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
        && unknown(result.shape()) <= 1;
  }

  private static boolean hasRank(Shape shape, int rank) {
    return !shape.isUnknown() && shape.numDimensions() == rank;
  }

  /** One size can be inferred by Reshape; a size of zero would make that ambiguous. */
  private static long unknown(Shape shape) {
    return LongStream.of(shape.asArray()).filter(size -> size <= 0).count();
  }

  private List<FlatNode> product(FlatNode node) {
    DataType type = node.outputs().get(0).type();
    Shape tall = nodes.tensor(node.inputs().get(0)).shape();
    Shape whole = node.outputs().get(0).shape();
    long depth = tall.get(tall.numDimensions() - 1);
    long width = whole.get(whole.numDimensions() - 1);
    FlatNode rowSizes = sizes(node, "row_sizes", Shape.of(-1, depth));
    TensorRef taken = node.inputs().get(0);
    TensorRef matrix = node.inputs().get(1);
    FlatNode rows =
        NodeBuilder.of("Reshape")
            .input(taken, type)
            .input(rowSizes)
            .shape(Shape.of(-1, depth))
            .beside(node, nodes.freeName(node.name() + "/rows"));
    FlatNode product =
        NodeBuilder.of("MatMul")
            .input(rows)
            .input(matrix, type)
            .with("transpose_b", node.attribute("adj_y"))
            .shape(Shape.of(-1, width))
            .beside(node, nodes.freeName(node.name() + "/product"));
    FlatNode wholeSizes = sizes(node, "sizes", whole);
    FlatNode result = NodeBuilder.of("Reshape").input(product).input(wholeSizes).inPlaceOf(node);
    return List.of(rowSizes, rows, product, wholeSizes, result);
  }

  private FlatNode sizes(FlatNode node, String label, Shape shape) {
    TensorProto.Builder value =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT64)
            .setTensorShape(Types.proto(Shape.of(shape.numDimensions())));
    LongStream.of(shape.asArray()).map(size -> Math.max(-1, size)).forEach(value::addInt64Val);
    return FoldedConstants.constant(node, nodes.freeName(node.name() + "/" + label), value.build());
  }
}
