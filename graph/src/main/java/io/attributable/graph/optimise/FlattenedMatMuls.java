package io.attributable.graph.optimise;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/**
 * Writes products of a batch of matrices with one matrix, as dense layers make them of sequences,
 * as the product of one tall matrix with it: one large product instead of many small ones.
 */
final class FlattenedMatMuls {
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();
  private static final Set<String> BATCHED =
      Set.of("BatchMatMul", "BatchMatMulV2", "BatchMatMulV3");

  private final PlanNodes nodes;

  private FlattenedMatMuls(PlanNodes nodes) {
    this.nodes = nodes;
  }

  static void in(PlanNodes nodes) {
    nodes.replace(new FlattenedMatMuls(nodes)::rewritten);
  }

  private List<FlatNode> rewritten(FlatNode node) {
    return applies(node) ? product(node) : List.of(node);
  }

  private boolean applies(FlatNode node) {
    if (!BATCHED.contains(node.op()) || nodes.isFed(node)) {
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
    FlatNode rows =
        reshape(
            node,
            "rows",
            node.inputs().get(0),
            rowSizes,
            new FlatNode.Output(type, Shape.of(-1, depth)));
    FlatNode product =
        made(
            node,
            nodes.freeName(node.name() + "/product"),
            "MatMul",
            List.of(rows.output(0), node.inputs().get(1)),
            Map.of("T", Attributes.of(type), "transpose_b", node.attribute("adj_y")),
            new FlatNode.Output(type, Shape.of(-1, width)));
    FlatNode wholeSizes = sizes(node, "sizes", whole);
    FlatNode result =
        made(
            node,
            node.name(),
            "Reshape",
            List.of(product.output(0), wholeSizes.output(0)),
            reshaping(type),
            node.outputs().get(0));
    return List.of(rowSizes, rows, product, wholeSizes, result.withControls(node.controls()));
  }

  private FlatNode reshape(
      FlatNode node, String label, TensorRef tensor, FlatNode sizes, FlatNode.Output output) {
    return made(
        node,
        nodes.freeName(node.name() + "/" + label),
        "Reshape",
        List.of(tensor, sizes.output(0)),
        reshaping(output.type()),
        output);
  }

  private static Map<String, AttrValue> reshaping(DataType type) {
    return Map.of("T", Attributes.of(type), "Tshape", Attributes.of(DataType.DT_INT64));
  }

  private FlatNode sizes(FlatNode node, String label, Shape shape) {
    TensorProto.Builder value =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT64)
            .setTensorShape(Types.proto(Shape.of(shape.numDimensions())));
    LongStream.of(shape.asArray()).map(size -> Math.max(-1, size)).forEach(value::addInt64Val);
    return FoldedConstants.constant(node, nodes.freeName(node.name() + "/" + label), value.build());
  }

  private static FlatNode made(
      FlatNode like,
      String name,
      String op,
      List<TensorRef> inputs,
      Map<String, AttrValue> attributes,
      FlatNode.Output output) {
    return new FlatNode(
        name,
        name,
        like.instance(),
        OPS.find(op).orElseThrow(),
        inputs,
        List.of(),
        attributes,
        List.of(output));
  }
}
