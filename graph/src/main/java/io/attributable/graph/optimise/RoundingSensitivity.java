package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How rounding of an op's inputs affects its result and its gradient. */
enum RoundingSensitivity {
  /** Not at all: it depends on shapes only. */
  SHAPE_ONLY,

  /** Both change by rounding only. */
  SMOOTH,

  /**
   * The result changes by rounding only; the gradient may jump: the op has non-differentiable
   * points.
   */
  NON_DIFFERENTIABLE,

  /** Smooth, except where its last input is 0: sqrt(x²) is |x|. */
  SINGULAR_AT_ZERO,

  /**
   * A gradient op that passes or blocks the gradient: linear in it, discontinuous in its other
   * inputs.
   */
  SELECTING,

  /** The result itself may jump, or the op is unknown. */
  DISCONTINUOUS;

  private static final Set<String> ARRANGING =
      Set.of(
          "IdentityN",
          "Reshape",
          "Squeeze",
          "ExpandDims",
          "Transpose",
          "Pack",
          "Unpack",
          "Concat",
          "ConcatV2",
          "Split",
          "SplitV",
          "Slice",
          "StridedSlice",
          "StridedSliceGrad",
          "Pad",
          "PadV2",
          "MirrorPad",
          "MirrorPadGrad",
          "Tile",
          "BroadcastTo",
          "Gather",
          "GatherV2",
          "GatherNd",
          "ScatterNd",
          "Reverse",
          "ReverseV2",
          "Roll",
          "Select",
          "SelectV2",
          "SpaceToDepth",
          "DepthToSpace",
          "SpaceToBatchND",
          "BatchToSpaceND");

  private static final Set<String> LINEAR =
      Set.of(
          "Add",
          "AddV2",
          "AddN",
          "Sub",
          "Neg",
          "Mul",
          "BiasAdd",
          "BiasAddGrad",
          "Sum",
          "Mean",
          "Cumsum",
          "AvgPool",
          "AvgPoolGrad",
          "AvgPool3D",
          "AvgPool3DGrad",
          "FusedBatchNorm",
          "FusedBatchNormV2",
          "FusedBatchNormV3",
          "ResizeBilinear",
          "ResizeBilinearGrad",
          "ResizeNearestNeighbor",
          "ResizeNearestNeighborGrad");

  private static final Set<String> CURVED =
      Set.of(
          "Square",
          "SquaredDifference",
          "ReciprocalGrad",
          "SqrtGrad",
          "RsqrtGrad",
          "Exp",
          "Expm1",
          "Sin",
          "Cos",
          "Erf",
          "Erfc",
          "Sigmoid",
          "SigmoidGrad",
          "Tanh",
          "TanhGrad",
          "Softplus",
          "SoftplusGrad",
          "Softsign",
          "SoftsignGrad",
          "Elu",
          "EluGrad",
          "Softmax",
          "LogSoftmax");

  private static final Set<String> SINGULAR =
      Set.of("RealDiv", "Reciprocal", "Sqrt", "Rsqrt", "Log", "Log1p");

  private static final Set<String> PIECEWISE =
      Set.of(
          "Relu",
          "Relu6",
          "LeakyRelu",
          "Selu",
          "Abs",
          "Maximum",
          "Minimum",
          "Max",
          "Min",
          "MaxPool",
          "MaxPoolV2",
          "MaxPool3D",
          "ClipByValue");

  /** By selecting op, the input that is the gradient. */
  private static final Map<String, Integer> SELECTED_INPUT =
      Map.of(
          "ReluGrad", 0,
          "Relu6Grad", 0,
          "LeakyReluGrad", 0,
          "SeluGrad", 0,
          "MaxPoolGrad", 2,
          "MaxPoolGradV2", 2,
          "MaxPool3DGrad", 2);

  static RoundingSensitivity of(FlatNode node) {
    String op = node.op();
    if (OpTrait.READS_SHAPE.is(op)) {
      return SHAPE_ONLY;
    }
    if (isArranging(op) || isLinear(op) || CURVED.contains(op)) {
      return SMOOTH;
    }
    if (op.equals("Cast")) {
      return Types.isDifferentiable(node.outputs().get(0).type()) ? SMOOTH : DISCONTINUOUS;
    }
    if (SELECTED_INPUT.containsKey(op)) {
      return SELECTING;
    }
    if (SINGULAR.contains(op)) {
      return SINGULAR_AT_ZERO;
    }
    return PIECEWISE.contains(op) ? NON_DIFFERENTIABLE : DISCONTINUOUS;
  }

  private static boolean isArranging(String op) {
    return ARRANGING.contains(op)
        || OpTrait.PASSES.is(op)
        || OpTrait.PASSES_WITHOUT_GRADIENT.is(op);
  }

  private static boolean isLinear(String op) {
    return LINEAR.contains(op) || OpTrait.sumsProducts(op);
  }

  /** The inputs that a selecting op decides by. */
  static List<TensorRef> deciding(FlatNode node) {
    List<TensorRef> deciding = new ArrayList<>(node.inputs());
    deciding.remove(Objects.requireNonNull(SELECTED_INPUT.get(node.op())).intValue());
    return deciding;
  }
}
