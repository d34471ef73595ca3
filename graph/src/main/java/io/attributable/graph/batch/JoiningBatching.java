package io.attributable.graph.batch;

import io.attributable.graph.flat.OptionalAttributes;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Ops that put tensors together, or take one apart, along an axis other than the examples'. */
final class JoiningBatching {
  private JoiningBatching() {}

  static void addTo(BatchingRule.Table rules) {
    rules.add(node -> concatenate(node, node.count() - 1), "ConcatV2");
    rules.add(node -> concatenate(node, 0), "Concat");
    rules.add(JoiningBatching::pack, "Pack");
    rules.add(JoiningBatching::unpack, "Unpack");
    rules.add(node -> split(node, 1, 0), "Split");
    rules.add(node -> split(node, 0, 2), "SplitV");
  }

  private static BatchDependence concatenate(BatchedNode node, int axisInput) {
    OptionalInt rows =
        common(node, IntStream.range(0, node.count()).filter(input -> input != axisInput));
    return BatchedNode.rowsBeside(rows, node.axis(axisInput, node.outputRank()));
  }

  /** The axis of the examples if all of some inputs have it. */
  private static OptionalInt common(BatchedNode node, IntStream inputs) {
    OptionalInt[] axes = inputs.mapToObj(node::rows).distinct().toArray(OptionalInt[]::new);
    return axes.length == 1 ? axes[0] : OptionalInt.empty();
  }

  private static BatchDependence pack(BatchedNode node) {
    OptionalInt rows = common(node, IntStream.range(0, node.count()));
    int axis =
        BatchedNode.positive(
            (int) OptionalAttributes.number(node.node(), "axis"), node.outputRank());
    return BatchedNode.rowsWith(rows, axis);
  }

  private static BatchDependence unpack(BatchedNode node) {
    int axis =
        BatchedNode.positive((int) OptionalAttributes.number(node.node(), "axis"), node.rank(0));
    return BatchedNode.rowsWithout(node.rows(0), axis);
  }

  private static BatchDependence split(BatchedNode node, int value, int axisInput) {
    return BatchedNode.rowsBeside(node.only(value), node.axis(axisInput, node.rank(value)));
  }
}
