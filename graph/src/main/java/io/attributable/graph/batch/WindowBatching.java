package io.attributable.graph.batch;

import io.attributable.graph.flat.OptionalAttributes;
import java.util.OptionalInt;

/**
 * Ops that look at windows, pixels or channels of images, sounds and volumes. Dimension 0 is the
 * image in all of them.
 */
final class WindowBatching {
  private static final OptionalInt FIRST = OptionalInt.of(0);

  private WindowBatching() {}

  static void addTo(BatchingRule.Table rules) {
    rules.add(
        node -> node.only(0).equals(FIRST) ? BatchedNode.rowsAlong(0) : BatchDependence.MIXED,
        "Conv2D",
        "Conv3D",
        "DepthwiseConv2dNative",
        "Dilation2D",
        "AvgPool",
        "AvgPool3D",
        "MaxPool",
        "MaxPoolV2",
        "MaxPool3D",
        "LRN",
        "ResizeArea",
        "ResizeBicubic",
        "ResizeBilinear",
        "ResizeNearestNeighbor",
        "ScaleAndTranslate",
        "SpaceToDepth",
        "DepthToSpace",
        "ExtractImagePatches",
        "ImageProjectiveTransformV2",
        "ImageProjectiveTransformV3");
    // The sizes of the result come first, then the filter, then the images.
    rules.add(
        node -> node.only(2, 0).equals(FIRST) ? BatchedNode.rowsAlong(0) : BatchDependence.MIXED,
        "Conv2DBackpropInput",
        "Conv3DBackpropInputV2",
        "DepthwiseConv2dNativeBackpropInput");
    rules.add(WindowBatching::normalise, "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3");
  }

  /**
   * With given means, each image is normalised by itself. In training mode, means are taken over
   * all but the channels: Keras normalises layers so, with each of their rows as a channel.
   */
  private static BatchDependence normalise(BatchedNode node) {
    boolean training =
        OptionalAttributes.has(node.node(), "is_training")
            && OptionalAttributes.flag(node.node(), "is_training");
    if (!training) {
      return node.only(0).equals(FIRST) ? BatchedNode.rowsAlong(0) : BatchDependence.MIXED;
    }
    boolean first = OptionalAttributes.text(node.node(), "data_format").startsWith("NC");
    OptionalInt channels = OptionalInt.of(first ? 1 : node.rank(0) - 1);
    boolean perChannel =
        (node.isFixed(1) || node.rows(1).equals(FIRST))
            && (node.isFixed(2) || node.rows(2).equals(FIRST));
    return perChannel && node.rows(0).equals(channels)
        ? BatchedNode.rowsAlong(channels)
        : BatchDependence.MIXED;
  }
}
