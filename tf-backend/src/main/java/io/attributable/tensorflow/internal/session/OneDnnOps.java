package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.Attributes;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Products of matrices and gradients of convolutions by oneDNN, as TensorFlow has them computed on
 * processors with VNNI. On others, its own kernels copy a transposed matrix at every run, at a
 * third of the speed, and an image window by window. The op for stacks of matrices that may be of
 * different sizes stays, for the sake of {@link SafeProducts}; so do gradients of convolutions with
 * dilations or explicit paddings, for some of which oneDNN's kernel ends the process.
 *
 * <p>Source: {@code MklLayoutRewritePass} in {@code tensorflow/core/common_runtime/
 * mkl_layout_pass.cc}.
 */
final class OneDnnOps {
  private static final Map<String, String> OPS =
      Map.of(
          "MatMul",
          "_MklMatMul",
          "BatchMatMul",
          "_MklBatchMatMul",
          "Conv2DBackpropInput",
          "_MklNativeConv2DBackpropInput",
          "Conv3DBackpropInputV2",
          "_MklNativeConv3DBackpropInputV2",
          "DepthwiseConv2dNativeBackpropInput",
          "_MklNativeDepthwiseConv2dNativeBackpropInput");

  /** What these have; others are notes for the gradients of functions. */
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "T",
          "Tshape",
          "transpose_a",
          "transpose_b",
          "adj_x",
          "adj_y",
          "strides",
          "use_cudnn_on_gpu",
          "padding",
          "explicit_paddings",
          "data_format",
          "dilations");

  private OneDnnOps() {}

  /** What stands for a node of a plan that is computed by the processor. */
  static NodeDef replacement(NodeDef node) {
    String op = OPS.get(node.getOp());
    if (op == null || type(node) != DataType.DT_FLOAT || !isPlain(node)) {
      return node;
    }
    NodeDef.Builder replacement = node.toBuilder().setOp(op).clearAttr();
    node.getAttrMap()
        .forEach(
            (name, value) -> {
              if (ATTRIBUTES.contains(name) || name.startsWith("_")) {
                replacement.putAttr(name, value);
              }
            });
    return replacement.putAttr("_kernel", Attributes.of("MklNameChangeOp")).build();
  }

  /** Of convolutions; products have none of these attributes. */
  private static boolean isPlain(NodeDef node) {
    AttrValue none = AttrValue.getDefaultInstance();
    boolean dilated =
        node.getAttrOrDefault("dilations", none).getList().getIList().stream()
            .anyMatch(step -> step != 1);
    return !dilated
        && !node.getAttrOrDefault("padding", none).getS().toStringUtf8().equals("EXPLICIT")
        && node.getAttrOrDefault("Tshape", none).getType() != DataType.DT_INT64;
  }

  private static DataType type(NodeDef node) {
    return node.getAttrOrDefault("T", AttrValue.getDefaultInstance()).getType();
  }
}
