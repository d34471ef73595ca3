package io.attributable.tensorflow.internal.request;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;

/** Several targets of one request. Immutable. */
public final class TargetList {
  private final List<Target> targets;

  private TargetList(List<Target> targets) {
    this.targets = List.copyOf(targets);
  }

  /**
   * Targets as the user named them.
   *
   * @throws AttributionException TARGETS_REQUIRED, TARGETS_MIXED, DUPLICATE_TARGET
   */
  public static TargetList of(List<Target> targets) {
    if (targets.isEmpty()) {
      throw new AttributionException(ErrorCode.TARGETS_REQUIRED);
    }
    Map<Target, Integer> numbers = new HashMap<>();
    for (Target target : targets) {
      Integer before = numbers.putIfAbsent(target, numbers.size() + 1);
      if (before != null) {
        throw new AttributionException(
            ErrorCode.DUPLICATE_TARGET, target, before, numbers.size() + 1);
      }
    }
    refuseMixed(targets);
    return new TargetList(targets);
  }

  private static void refuseMixed(List<Target> targets) {
    for (Target target : targets) {
      if (targets.size() > 1 && TargetKind.of(target) != TargetKind.INDEX) {
        Target other = targets.get(target.equals(targets.get(0)) ? 1 : 0);
        throw new AttributionException(ErrorCode.TARGETS_MIXED, target, other, target);
      }
    }
  }

  /**
   * One target per number that each example has.
   *
   * @throws AttributionException TARGETS_UNCOUNTABLE
   */
  public static TargetList all(String output, Shape shape) {
    if (shape.numDimensions() < 2) {
      throw uncountable(output, shape, "each example has one number, so use no target");
    }
    List<Target> targets = new ArrayList<>();
    addAll(output, shape, new int[shape.numDimensions() - 1], 0, targets);
    if (targets.isEmpty()) {
      throw uncountable(output, shape, "an example has no number");
    }
    return new TargetList(targets);
  }

  private static void addAll(
      String output, Shape shape, int[] index, int from, List<Target> targets) {
    if (from == index.length) {
      targets.add(Target.of(index));
      return;
    }
    for (int i = 0; i < shape.get(from + 1); i++) {
      index[from] = i;
      addAll(output, shape, index, from + 1, targets);
    }
  }

  private static AttributionException uncountable(String output, Shape shape, String reason) {
    return new AttributionException(
        ErrorCode.TARGETS_UNCOUNTABLE, output, Types.text(shape), reason);
  }

  public List<Target> targets() {
    return targets;
  }

  /**
   * Holds every target against the shape of the output.
   *
   * @throws AttributionException as {@link TargetCheck#check}
   */
  public void check(String output, Shape shape) {
    targets.forEach(target -> new TargetCheck(output, target).check(shape));
  }

  /**
   * The indices of some targets: by target, by example (or one for all), by dimension.
   *
   * @param width how many dimensions an index has
   */
  public TInt64 indices(int from, int to, int width) {
    List<List<List<Integer>>> rows =
        targets.subList(from, to).stream().map(target -> rows(target, width)).toList();
    int height = rows.stream().mapToInt(List::size).max().orElse(0);
    TInt64 indices = TInt64.tensorOf(Shape.of(to - from, height, width));
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < height; j++) {
        List<Integer> index = rows.get(i).get(Math.min(j, rows.get(i).size() - 1));
        for (int k = 0; k < width; k++) {
          indices.setLong(index.get(k), i, j, k);
        }
      }
    }
    return indices;
  }

  /** No row at all would make the graph fail, so no example gets one that nobody looks at. */
  private static List<List<Integer>> rows(Target target, int width) {
    if (target instanceof Target.Index one) {
      return List.of(one.index());
    }
    List<List<Integer>> each = ((Target.PerExample) target).indices();
    return each.isEmpty() ? List.of(Collections.nCopies(width, 0)) : each;
  }
}
