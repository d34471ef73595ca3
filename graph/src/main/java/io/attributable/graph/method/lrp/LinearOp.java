package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * A product of something that varies with weights that do not.
 *
 * @param node a convolution, transposed or not, or a product of matrices
 * @param data which input varies
 * @param weights which input holds the weights
 */
record LinearOp(FlatNode node, int data, int weights) {

  /** Whether an op multiplies two tensors and sums up. */
  static boolean isProduct(String op) {
    return isConvolution(op) || OpTrait.PRODUCT.is(op) || OpTrait.BATCH_PRODUCT.is(op);
  }

  private static boolean isConvolution(String op) {
    return OpTrait.CONVOLUTION.is(op) || OpTrait.CONVOLUTION_TO_IMAGE.is(op);
  }

  /** Of a node of such an op, unless both of its operands vary, or there are more. */
  static Optional<LinearOp> of(FlatNode node, GraphSignals signals) {
    if (!isProduct(node.op())) {
      return Optional.empty();
    }
    List<Integer> varying = signals.varying(node);
    List<Integer> operands =
        OpTrait.CONVOLUTION_TO_IMAGE.is(node.op()) ? List.of(2, 1) : List.of(0, 1);
    if (varying.size() != 1 || node.inputs().size() < 2 || !operands.contains(varying.get(0))) {
      return Optional.empty();
    }
    int data = varying.get(0);
    int weights = operands.get(0) == data ? operands.get(1) : operands.get(0);
    boolean more = OpTrait.PRODUCT.is(node.op()) && node.inputs().size() > 2;
    return more ? Optional.empty() : Optional.of(new LinearOp(node, data, weights));
  }

  boolean isConvolution() {
    return isConvolution(node.op());
  }

  TensorRef output() {
    return node.output(0);
  }

  TensorRef dataTensor() {
    return node.inputs().get(data);
  }

  TensorRef weightsTensor() {
    return node.inputs().get(weights);
  }

  /** Whether the channels of a convolution come first. */
  boolean hasChannelsFirst() {
    return isConvolution()
        && OptionalAttributes.has(node, "data_format")
        && OptionalAttributes.text(node, "data_format").startsWith("NC");
  }

  /** The dimension of the output that channels lie along. */
  int channelAxis(int rank) {
    return hasChannelsFirst() ? 1 : rank - 1;
  }

  /**
   * A factor per channel of the output, shaped so that weights times factors are weights.
   *
   * @param weightsShape static
   * @return its sizes; nothing for ops whose weights do not have the output's channels along one
   *     dimension
   */
  Optional<int[]> factorShape(Shape weightsShape) {
    if (weightsShape.isUnknown() || weightsShape.numDimensions() < 2) {
      return Optional.empty();
    }
    int rank = weightsShape.numDimensions();
    return switch (node.op()) {
      case "Conv2D", "Conv3D" -> Optional.of(new int[] {-1});
      case "Conv2DBackpropInput", "Conv3DBackpropInput", "Conv3DBackpropInputV2" ->
          Optional.of(new int[] {-1, 1});
      case "DepthwiseConv2dNative" ->
          weightsShape.get(rank - 1) < 0
              ? Optional.empty()
              : Optional.of(new int[] {-1, Math.toIntExact(weightsShape.get(rank - 1))});
      case "MatMul" -> ofMatrix("transpose_b");
      case "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3" -> ofMatrix("adj_y");
      default -> Optional.empty();
    };
  }

  private Optional<int[]> ofMatrix(String transposed) {
    if (data != 0) {
      return Optional.empty();
    }
    return Optional.of(node.attribute(transposed).getB() ? new int[] {-1, 1} : new int[] {-1});
  }
}
