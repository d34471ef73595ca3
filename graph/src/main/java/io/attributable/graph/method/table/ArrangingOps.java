package io.attributable.graph.method.table;

import java.util.List;
import java.util.stream.Stream;

/** Ops that arrange the values of their inputs, or copy some of them, and compute nothing. */
public final class ArrangingOps {
  private static final List<String> ALL =
      List.of(
          "Reshape",
          "Squeeze",
          "ExpandDims",
          "Transpose",
          "Reverse",
          "ReverseV2",
          "Concat",
          "ConcatV2",
          "Split",
          "SplitV",
          "Pack",
          "Unpack",
          "Pad",
          "PadV2",
          "MirrorPad",
          "Slice",
          "StridedSlice",
          "Gather",
          "GatherV2",
          "GatherNd",
          "ResourceGather",
          "ResourceGatherNd",
          "Tile",
          "BroadcastTo",
          "SpaceToBatch",
          "SpaceToBatchND",
          "BatchToSpace",
          "BatchToSpaceND",
          "SpaceToDepth",
          "DepthToSpace",
          "Roll",
          "ReverseSequence");

  private ArrangingOps() {}

  /** Their names, and those of a method's other ops. */
  public static List<String> and(String... others) {
    return Stream.concat(ALL.stream(), Stream.of(others)).toList();
  }
}
