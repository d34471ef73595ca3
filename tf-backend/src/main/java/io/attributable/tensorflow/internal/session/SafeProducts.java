package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.op.KnownShapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Keeps products of batches of matrices away from a fault of oneDNN, as TensorFlow 2.18 has it: of
 * {@code [B,1,M,K]} with one matrix {@code [K,N]} (any of whose batch dimensions is 1), where B and
 * M are greater than 1 and the result has four dimensions, its kernel computes wrong numbers and
 * writes past the result. With a dimension of 1 in front of both operands the same kernel computes
 * the right ones. Products that cannot have that form are left alone.
 */
final class SafeProducts {
  private static final String PRODUCT = "BatchMatMulV2";
  private static final Set<DataType> OF_ONE_DNN =
      Set.of(DataType.DT_FLOAT, DataType.DT_BFLOAT16, DataType.DT_HALF);

  /** Such nodes are free of names, as scopes of other nodes are. */
  private static final String SCOPE = "/attributable_safe_";

  private SafeProducts() {}

  /** Whether a graph or one of its functions has such a product. */
  static boolean isNeeded(GraphDef graph) {
    return Stream.concat(
            graph.getNodeList().stream(),
            graph.getLibrary().getFunctionList().stream()
                .flatMap(function -> function.getNodeDefList().stream()))
        .anyMatch(SafeProducts::isExposed);
  }

  /** The graph, with such products written in another way. */
  static GraphDef in(GraphDef graph) {
    if (!isNeeded(graph)) {
      return graph;
    }
    GraphDef.Builder safe = graph.toBuilder().clearNode();
    safe.addAllNode(safe(graph.getNodeList(), ""));
    safe.getLibraryBuilder().clearFunction();
    for (FunctionDef function : graph.getLibrary().getFunctionList()) {
      safe.getLibraryBuilder()
          .addFunction(
              function.toBuilder()
                  .clearNodeDef()
                  .addAllNodeDef(safe(function.getNodeDefList(), ":output")));
    }
    return safe.build();
  }

  private static boolean isExposed(NodeDef node) {
    return node.getOp().equals(PRODUCT)
        && OF_ONE_DNN.contains(type(node).getType())
        && !KnownShapes.isMarked(node.getAttrMap());
  }

  private static AttrValue type(NodeDef node) {
    return node.getAttrOrDefault("T", AttrValue.getDefaultInstance());
  }

  /**
   * Nodes with the products among them rewritten.
   *
   * @param output what stands between a node's name and the index of its output
   */
  private static List<NodeDef> safe(List<NodeDef> nodes, String output) {
    List<NodeDef> safe = new ArrayList<>();
    for (NodeDef node : nodes) {
      if (isExposed(node)) {
        addProduct(node, output, safe);
      } else {
        safe.add(node);
      }
    }
    return safe;
  }

  private static void addProduct(NodeDef node, String output, List<NodeDef> safe) {
    String end = output + ":0";
    NodeDef axis = axis(node);
    NodeDef left = expanded(node, "left", node.getInput(0), axis.getName() + end);
    NodeDef right = expanded(node, "right", node.getInput(1), axis.getName() + end);
    NodeDef product =
        node.toBuilder()
            .setName(node.getName() + SCOPE + "product")
            .setInput(0, left.getName() + end)
            .setInput(1, right.getName() + end)
            .removeAttr("_output_shapes")
            .build();
    NodeDef squeezed =
        beside(node, "")
            .setName(node.getName())
            .setOp("Squeeze")
            .addInput(product.getName() + end)
            .putAttr("T", type(node))
            .putAttr("squeeze_dims", Attributes.of(List.of(0L)))
            .build();
    safe.addAll(List.of(axis, left, right, product, squeezed));
  }

  private static NodeDef axis(NodeDef node) {
    TensorProto zero =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(TensorShapeProto.getDefaultInstance())
            .addIntVal(0)
            .build();
    return beside(node, "axis")
        .setOp("Const")
        .putAttr("dtype", Attributes.of(DataType.DT_INT32))
        .putAttr("value", AttrValue.newBuilder().setTensor(zero).build())
        .build();
  }

  private static NodeDef expanded(NodeDef node, String label, String input, String axis) {
    return beside(node, label)
        .setOp("ExpandDims")
        .addInput(input)
        .addInput(axis)
        .putAttr("T", type(node))
        .putAttr("Tdim", Attributes.of(DataType.DT_INT32))
        .build();
  }

  private static NodeDef.Builder beside(NodeDef node, String label) {
    return NodeDef.newBuilder().setName(node.getName() + SCOPE + label).setDevice(node.getDevice());
  }
}
