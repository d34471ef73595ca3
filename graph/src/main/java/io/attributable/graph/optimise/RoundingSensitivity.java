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

/** What other last digits in the inputs of an op do to what it makes and to its gradient. */
enum RoundingSensitivity {
  /** Nothing: it looks at shapes only. */
  UNMOVED,

  /** Both have other last digits. */
  SMOOTH,

  /** What it makes has other last digits; its gradient may jump. */
  KINKED,

  /** Smooth, except where its last input is 0: the root of a square bends as |x| does. */
  STEEP,

  /** It lets a gradient through or not: linear in that, and anything in its other inputs. */
  GATE,

  /** What it makes may be something else altogether, or nobody knows. */
  ABRUPT;


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

  private static final Set<String> BENT =
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

  /** By gate, the input that is the gradient. */
  private static final Map<String, Integer> GATED =
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
      return UNMOVED;
    }
    if (isArranging(op) || isLinear(op) || CURVED.contains(op)) {
      return SMOOTH;
    }
    if (op.equals("Cast")) {
      return Types.isDifferentiable(node.outputs().get(0).type()) ? SMOOTH : ABRUPT;
    }
    if (GATED.containsKey(op)) {
      return GATE;
    }
    if (SINGULAR.contains(op)) {
      return STEEP;
    }
    return BENT.contains(op) ? KINKED : ABRUPT;
  }

  private static boolean isArranging(String op) {
    return ARRANGING.contains(op)
        || OpTrait.PASSES.is(op)
        || OpTrait.PASSES_WITHOUT_GRADIENT.is(op);
  }

  private static boolean isLinear(String op) {
    return LINEAR.contains(op) || OpTrait.sumsProducts(op);
  }

  /** What a gate decides by. */
  static List<TensorRef> deciding(FlatNode gate) {
    List<TensorRef> deciding = new ArrayList<>(gate.inputs());
    deciding.remove(Objects.requireNonNull(GATED.get(gate.op())).intValue());
    return deciding;
  }
}
