package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.Attributes;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Products of matrices by oneDNN, as TensorFlow has them computed on processors with VNNI; on
 * others, its own kernel copies a transposed matrix at every run, at a third of the speed. The op
 * for stacks of matrices that may be of different sizes stays, for the sake of {@link
 * SafeProducts}.
 *
 * <p>Source: {@code MklLayoutRewritePass} in {@code tensorflow/core/common_runtime/
 * mkl_layout_pass.cc}: {@code MatMul}, {@code BatchMatMul}.
 */
final class OneDnnProducts {
  private static final Map<String, String> OPS =
      Map.of("MatMul", "_MklMatMul", "BatchMatMul", "_MklBatchMatMul");

  /** What both ops have; others are notes for the gradients of functions. */
  private static final Set<String> ATTRIBUTES =
      Set.of("T", "transpose_a", "transpose_b", "adj_x", "adj_y");

  private OneDnnProducts() {}

  /** What stands for a node of a plan that is computed by the processor. */
  static NodeDef replacement(NodeDef node) {
    String op = OPS.get(node.getOp());
    if (op == null || type(node) != DataType.DT_FLOAT) {
      return node;
    }
    NodeDef.Builder product = node.toBuilder().setOp(op).clearAttr();
    node.getAttrMap()
        .forEach(
            (name, value) -> {
              if (ATTRIBUTES.contains(name) || name.startsWith("_")) {
                product.putAttr(name, value);
              }
            });
    return product.putAttr("_kernel", Attributes.of("MklNameChangeOp")).build();
  }

  private static DataType type(NodeDef node) {
    return node.getAttrOrDefault("T", AttrValue.getDefaultInstance()).getType();
  }
}
