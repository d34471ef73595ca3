package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ConstantIntegers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Leaves out transposes that undo one another, as of recurrent layers that follow each other: each
 * takes and gives sequences by example, and computes them by step.
 */
final class UndoneTransposes {
  private final PlanNodes nodes;

  private UndoneTransposes(PlanNodes nodes) {
    this.nodes = nodes;
  }

  static void in(PlanNodes nodes) {
    UndoneTransposes transposes = new UndoneTransposes(nodes);
    Map<TensorRef, TensorRef> moved = new HashMap<>();
    for (FlatNode node : nodes.all()) {
      if (isTranspose(node) && !nodes.isFixed(node)) {
        transposes.undoneBy(node).ifPresent(same -> moved.put(node.output(0), same));
      }
    }
    nodes.rewire(moved);
  }

  private static boolean isTranspose(FlatNode node) {
    return node.op().equals("Transpose") && node.controls().isEmpty();
  }

  /** The tensor that a transpose restores. */
  private Optional<TensorRef> undoneBy(FlatNode node) {
    FlatNode before = nodes.source(node.inputs().get(0));
    if (!isTranspose(before) || nodes.isFed(before)) {
      return Optional.empty();
    }
    return axes(before)
        .flatMap(first -> axes(node).filter(second -> isIdentity(first, second)))
        .map(undone -> before.inputs().get(0));
  }

  private Optional<int[]> axes(FlatNode node) {
    FlatNode axes = nodes.source(node.inputs().get(1));
    return nodes.isFed(axes) ? Optional.empty() : ConstantIntegers.ints(axes);
  }

  private static boolean isIdentity(int[] first, int[] second) {
    int rank = first.length;
    return rank == second.length
        && IntStream.range(0, rank)
            .allMatch(
                axis -> Math.floorMod(first[Math.floorMod(second[axis], rank)], rank) == axis);
  }
}
