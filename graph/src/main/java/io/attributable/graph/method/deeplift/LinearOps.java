package io.attributable.graph.method.deeplift;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.method.table.ArrangingOps;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ops that are linear in what they are given, but for a constant: what the output changes by is the
 * gradient times the change, exactly.
 */
final class LinearOps {
  static final String NAME = "linear";

  /** In all their floating-point inputs together. */
  private static final List<String> IN_ALL =
      ArrangingOps.and(
          "Add",
          "AddV2",
          "AddN",
          "AccumulateNV2",
          "Sub",
          "Neg",
          "BiasAdd",
          "BiasAddV1",
          "Sum",
          "Mean",
          "Cumsum",
          "AvgPool",
          "AvgPool3D",
          "SegmentSum",
          "SegmentMean",
          "UnsortedSegmentSum",
          "SparseSegmentSum",
          "SparseSegmentMean",
          "SparseSegmentSqrtN",
          "ConjugateTranspose",
          "ParallelConcat",
          "Fill",
          "Cast",
          "Diag",
          "DiagPart",
          "MatrixDiag",
          "MatrixDiagV2",
          "MatrixDiagV3",
          "MatrixDiagPart",
          "MatrixDiagPartV2",
          "MatrixDiagPartV3",
          "MatrixSetDiag",
          "MatrixSetDiagV2",
          "MatrixSetDiagV3",
          "MatrixBandPart",
          "DynamicStitch",
          "ParallelDynamicStitch",
          "DynamicPartition",
          "ScatterNd",
          "TensorScatterAdd",
          "TensorScatterSub",
          "TensorScatterUpdate",
          "ResizeNearestNeighbor",
          "ResizeBilinear",
          "ResizeBicubic",
          "ExtractImagePatches",
          "ExtractVolumePatches");

  /** In the first one; the others must be the same in both passes. */
  private static final List<String> IN_FIRST =
      List.of(
          "CropAndResize",
          "ImageProjectiveTransformV2",
          "ImageProjectiveTransformV3",
          "ScaleAndTranslate");

  private LinearOps() {}

  static List<String> all() {
    return Stream.concat(
            Stream.concat(IN_ALL.stream(), IN_FIRST.stream()), OpTrait.PASSES.ops().stream())
        .toList();
  }

  /** Why a node is not linear here; empty where it is. */
  static Optional<String> problem(FlatNode node, Passes passes) {
    return position(node, passes).stream()
        .mapToObj(
            input ->
                "its input %d depends on the values of the model's inputs, and may be another at"
                        .formatted(input)
                    + " the baseline")
        .findFirst();
  }

  /** An input that says where values are taken from, and may say something else. */
  private static OptionalInt position(FlatNode node, Passes passes) {
    boolean first = IN_FIRST.contains(node.op());
    return IntStream.range(0, node.inputs().size())
        .filter(
            i -> {
              TensorRef input = node.inputs().get(i);
              if (first && i > 0) {
                return passes.varies(input);
              }
              return !Types.carriesGradients(passes.type(input))
                  && passes.changes().ofNumbers(input);
            })
        .findFirst();
  }

  /** The gradient by the op, whatever an author put in its place. */
  static Map<Integer, TensorRef> gradient(RuleContext context) {
    return context.tape().gradient(context.node(), context.outputGradients(), context.needed());
  }

  /** What {@code tf.custom_gradient} leaves behind hands on what it is given. */
  static Map<Integer, TensorRef> each(RuleContext context) {
    return new HashMap<>(context.outputGradients());
  }
}
