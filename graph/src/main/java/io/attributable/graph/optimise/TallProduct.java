package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * The product of many matrices with one, as that of one tall matrix with it.
 *
 * @param many a tensor of matrices, whose last size is known
 * @param matrix what each is multiplied by
 * @param transposed whether the matrix is taken transposed
 * @param shape of the result, at most one size of which is not known or zero
 */
record TallProduct(TensorRef many, TensorRef matrix, AttrValue transposed, Shape shape) {

  /** Whether a shape can be restored of rows: {@code Reshape} infers one size, if none is zero. */
  static boolean isRestorable(Shape shape) {
    return !shape.isUnknown()
        && shape.numDimensions() > 0
        && LongStream.of(shape.asArray()).filter(size -> size <= 0).count() <= 1;
  }

  /**
   * The nodes in place of another one; the last has its name and outputs.
   *
   * @param depth how many numbers a row has
   */
  List<FlatNode> inPlaceOf(FlatNode node, PlanNodes nodes, long depth) {
    DataType type = node.outputs().get(0).type();
    long width = shape.get(shape.numDimensions() - 1);
    FlatNode rowSizes = sizes(node, nodes, "row_sizes", Shape.of(-1, depth));
    FlatNode rows =
        NodeBuilder.of("Reshape")
            .input(many, type)
            .input(rowSizes)
            .shape(Shape.of(-1, depth))
            .beside(node, nodes.freeName(node.name() + "/rows"));
    FlatNode product =
        NodeBuilder.of("MatMul")
            .input(rows)
            .input(matrix, type)
            .with("transpose_b", transposed)
            .shape(Shape.of(-1, width))
            .beside(node, nodes.freeName(node.name() + "/product"));
    FlatNode sizes = sizes(node, nodes, "sizes", shape);
    FlatNode result = NodeBuilder.of("Reshape").input(product).input(sizes).inPlaceOf(node);
    return List.of(rowSizes, rows, product, sizes, result);
  }

  /** Sizes for {@code Reshape}, which infers the one that is not known. */
  static FlatNode sizes(FlatNode node, PlanNodes nodes, String label, Shape shape) {
    long[] values = LongStream.of(shape.asArray()).map(size -> Math.max(-1, size)).toArray();
    return FoldedConstants.constant(
        node,
        nodes.freeName(node.name() + "/" + label),
        IntegerVectors.proto(DataType.DT_INT64, values));
  }
}
