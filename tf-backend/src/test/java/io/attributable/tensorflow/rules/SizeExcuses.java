package io.attributable.tensorflow.rules;

import org.tensorflow.ndarray.Shape;

/** Sizes of which a comparison says nothing, and why. */
final class SizeExcuses {
  private SizeExcuses() {}

  /** Whether TensorFlow makes nothing sensible of inputs of these sizes, though it may try. */
  static boolean isWithoutSense(OpNode node) {
    Shape first = node.inputs().get(0).shape();
    return switch (node.op()) {
      // Ends the process.
      case "FakeQuantWithMinMaxVarsPerChannel" -> first.numDimensions() == 0;
      case "MaxPool", "MaxPool3D" -> first.size() == 0;
      case "BlockLSTM", "BlockLSTMV2" -> node.inputs().get(1).shape().size() == 0;
      // A single number is no diagonal.
      case "DiagPart" -> first.numDimensions() == 0;
      // Statistics of nothing.
      case "FusedBatchNormV3", "FusedBatchNormGradV3" -> first.size() == 0;
      // Another input says that there are rows, which some of these believe: the process ends.
      case "AvgPoolGrad", "AvgPool3DGrad", "MaxPool3DGrad", "TensorStridedSliceUpdate" -> true;
      case "RaggedTensorToTensor", "RaggedGather", "RaggedFillEmptyRows" -> true;
      // Without images, TensorFlow's own results have wrong shapes.
      default -> node.op().matches(".*(Conv|Dilation).*");
    };
  }
}
