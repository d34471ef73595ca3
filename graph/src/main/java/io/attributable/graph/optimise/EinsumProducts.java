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
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Writes an {@code Einsum} of attention as what it does: transposed operands, a product of matrices
 * for each example and head, and a transposed result. {@code Einsum} transposes with a slower
 * kernel than {@code Transpose}, and again for each of the three products, forward and back, that
 * queries, keys and values have a part in.
 *
 * <p>The product is the first version of its op: as {@code Einsum}, it refuses stacks of different
 * sizes, which the second broadcasts.
 *
 * <p>Source: {@code tensorflow/core/kernels/linalg/einsum_op_impl.h}, {@code
 * EinsumHelper::TransposeOperand}.
 */
final class EinsumProducts {
  private final PlanNodes nodes;

  private EinsumProducts(PlanNodes nodes) {
    this.nodes = nodes;
  }

  static void in(PlanNodes nodes) {
    nodes.replace(new EinsumProducts(nodes)::rewritten);
  }

  private List<FlatNode> rewritten(FlatNode node) {
    return node.op().equals("Einsum") && node.inputs().size() == 2 && !nodes.isFed(node)
        ? form(node).map(form -> written(node, form)).orElse(List.of(node))
        : List.of(node);
  }

  private Optional<EinsumForm> form(FlatNode node) {
    boolean ranked =
        node.inputs().stream().map(nodes::tensor).noneMatch(input -> input.shape().isUnknown());
    return ranked && Types.isFloat(node.outputs().get(0).type())
        ? EinsumLabels.of(node.attribute("equation"))
            .flatMap(labels -> EinsumForm.of(labels, rank(node, 0), rank(node, 1)))
        : Optional.empty();
  }

  private int rank(FlatNode node, int input) {
    return nodes.tensor(node.inputs().get(input)).shape().numDimensions();
  }

  private List<FlatNode> written(FlatNode node, EinsumForm form) {
    List<FlatNode> written = new ArrayList<>();
    NodeBuilder product = NodeBuilder.of("BatchMatMul");
    for (int i = 0; i < 2; i++) {
      TensorRef operand = node.inputs().get(form.swapped() ? 1 - i : i);
      List<Integer> order = form.operands().get(i);
      product.input(
          isIdentity(order) ? operand : transpose(node, operand, order, "operand_" + i, written),
          nodes.type(operand));
    }
    product
        .with("adj_x", Attributes.of(form.transposed().get(0)))
        .with("adj_y", Attributes.of(form.transposed().get(1)));
    if (isIdentity(form.result())) {
      written.add(product.inPlaceOf(node));
      return written;
    }
    FlatNode products =
        product
            .shape(transposed(node.outputs().get(0).shape(), inverse(form.result())))
            .beside(node, nodes.freeName(node.name() + "/products"));
    written.add(products);
    FlatNode order = order(node, form.result(), "result");
    written.add(order);
    written.add(NodeBuilder.of("Transpose").input(products).input(order).inPlaceOf(node));
    return written;
  }

  private TensorRef transpose(
      FlatNode node, TensorRef operand, List<Integer> axes, String label, List<FlatNode> written) {
    FlatNode order = order(node, axes, label);
    FlatNode transpose =
        NodeBuilder.of("Transpose")
            .input(operand, nodes.type(operand))
            .input(order)
            .shape(transposed(nodes.tensor(operand).shape(), axes))
            .beside(node, nodes.freeName(node.name() + "/" + label));
    written.addAll(List.of(order, transpose));
    return transpose.output(0);
  }

  private FlatNode order(FlatNode node, List<Integer> axes, String label) {
    return FoldedConstants.constant(
        node,
        nodes.freeName(node.name() + "/" + label + "_order"),
        IntegerVectors.proto(DataType.DT_INT32, axes.stream().mapToLong(axis -> axis).toArray()));
  }

  private static boolean isIdentity(List<Integer> order) {
    return IntStream.range(0, order.size()).allMatch(axis -> order.get(axis) == axis);
  }

  private static List<Integer> inverse(List<Integer> order) {
    return IntStream.range(0, order.size()).map(order::indexOf).boxed().toList();
  }

  private static Shape transposed(Shape shape, List<Integer> order) {
    return shape.isUnknown() ? shape : Shape.of(order.stream().mapToLong(shape::get).toArray());
  }
}
