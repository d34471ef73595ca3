package io.attributable.graph.optimise;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.op.EinsumLabels;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/**
 * Writes an {@code Einsum} that is a product of two matrices, once several axes of each are one, as
 * that product: the dense layers around Keras's attention, and their gradients.
 */
final class DenseEinsums {
  private final PlanNodes nodes;

  private DenseEinsums(PlanNodes nodes) {
    this.nodes = nodes;
  }

  static void in(PlanNodes nodes) {
    nodes.replace(new DenseEinsums(nodes)::rewritten);
  }

  private List<FlatNode> rewritten(FlatNode node) {
    boolean candidate =
        node.op().equals("Einsum")
            && node.inputs().size() == 2
            && !nodes.isFed(node)
            && Types.isFloat(node.outputs().get(0).type())
            && TallProduct.isRestorable(node.outputs().get(0).shape())
            && node.inputs().stream()
                .map(nodes::tensor)
                .noneMatch(each -> each.shape().isUnknown());
    return candidate
        ? form(node).map(form -> written(node, form)).orElse(List.of(node))
        : List.of(node);
  }

  private Optional<DenseForm> form(FlatNode node) {
    Shape left = shape(node, 0);
    Shape right = shape(node, 1);
    return EinsumLabels.of(node.attribute("equation"))
        .flatMap(labels -> DenseForm.of(labels, left.numDimensions(), right.numDimensions()))
        .filter(form -> depth(shape(node, form.first()), form) > 0);
  }

  private Shape shape(FlatNode node, int input) {
    return nodes.tensor(node.inputs().get(input)).shape();
  }

  /** How many numbers a row has, if that is static. */
  private static long depth(Shape left, DenseForm form) {
    long[] sizes = LongStream.of(left.asArray()).skip(form.rows()).toArray();
    return LongStream.of(sizes).allMatch(size -> size > 0)
        ? LongStream.of(sizes).reduce(1, (a, b) -> a * b)
        : 0;
  }

  private List<FlatNode> written(FlatNode node, DenseForm form) {
    List<FlatNode> written = new ArrayList<>();
    long depth = depth(shape(node, form.first()), form);
    FlatNode rows = matrix(node, form.first(), "rows", Shape.of(-1, depth), written);
    Shape columns = form.transposed() ? Shape.of(-1, depth) : Shape.of(depth, -1);
    FlatNode matrix = matrix(node, 1 - form.first(), "matrix", columns, written);
    FlatNode product =
        NodeBuilder.of("MatMul")
            .input(rows)
            .input(matrix)
            .with("transpose_b", Attributes.of(form.transposed()))
            .shape(Shape.of(-1, width(shape(node, 1 - form.first()), form)))
            .beside(node, nodes.freeName(node.name() + "/product"));
    written.add(product);
    FlatNode sizes = TallProduct.sizes(node, nodes, "sizes", node.outputs().get(0).shape());
    written.add(sizes);
    written.add(NodeBuilder.of("Reshape").input(product).input(sizes).inPlaceOf(node));
    return written;
  }

  private static long width(Shape right, DenseForm form) {
    long[] sizes = right.asArray();
    int from = form.transposed() ? 0 : sizes.length - form.columns();
    long[] columns = LongStream.of(sizes).skip(from).limit(form.columns()).toArray();
    return LongStream.of(columns).allMatch(size -> size >= 0)
        ? LongStream.of(columns).reduce(1, (a, b) -> a * b)
        : -1;
  }

  private FlatNode matrix(
      FlatNode node, int input, String label, Shape shape, List<FlatNode> written) {
    TensorRef tensor = node.inputs().get(input);
    FlatNode sizes = TallProduct.sizes(node, nodes, label + "_sizes", shape);
    FlatNode matrix =
        NodeBuilder.of("Reshape")
            .input(tensor, nodes.type(tensor))
            .input(sizes)
            .shape(known(shape, nodes.tensor(tensor).shape()))
            .beside(node, nodes.freeName(node.name() + "/" + label));
    written.addAll(List.of(sizes, matrix));
    return matrix;
  }

  /** With the size that is left to {@code Reshape}, where it is static. */
  private static Shape known(Shape wanted, Shape given) {
    if (given.hasUnknownDimension() || given.size() == 0) {
      return wanted;
    }
    long other = given.size() / LongStream.of(wanted.asArray()).filter(size -> size > 0).sum();
    return Shape.of(LongStream.of(wanted.asArray()).map(size -> size < 0 ? other : size).toArray());
  }
}
