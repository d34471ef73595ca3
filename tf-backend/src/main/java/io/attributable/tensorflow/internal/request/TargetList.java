package io.attributable.tensorflow.internal.request;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** What is explained in one evaluation: the target of a request, or several instead. */
public final class TargetList {
  private final List<Target> targets;
  private final TargetKind kind;

  private TargetList(List<Target> targets, TargetKind kind) {
    this.targets = List.copyOf(targets);
    this.kind = kind;
  }

  /** A single target, of any kind. */
  public static TargetList one(Target target) {
    return new TargetList(List.of(target), TargetKind.of(target));
  }

  private static TargetList several(List<Target> targets) {
    if (targets.size() == 1) {
      return one(targets.get(0));
    }
    boolean sliced = targets.stream().anyMatch(target -> TargetKind.of(target).isSliced());
    return new TargetList(targets, sliced ? TargetKind.SLICES : TargetKind.INDICES);
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
    return several(targets);
  }

  private static void refuseMixed(List<Target> targets) {
    for (Target target : targets) {
      TargetKind kind = TargetKind.of(target);
      if (targets.size() > 1 && kind != TargetKind.INDEX && !kind.isSliced()) {
        Target other = targets.get(target.equals(targets.get(0)) ? 1 : 0);
        throw new AttributionException(ErrorCode.TARGETS_MIXED, target, other, target);
      }
    }
  }

  /**
   * One target per value of an example.
   *
   * @throws AttributionException TARGETS_UNCOUNTABLE
   */
  public static TargetList all(String output, Shape shape) {
    if (shape.numDimensions() < 2) {
      throw uncountable(output, shape, "each example has one value, so use no target");
    }
    List<Target> targets = new ArrayList<>();
    addAll(output, shape, new int[shape.numDimensions() - 1], 0, targets);
    if (targets.isEmpty()) {
      throw uncountable(output, shape, "an example has no number");
    }
    return several(targets);
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
   * Holds every target against the number of examples, where no more is known of the output.
   *
   * @throws AttributionException TARGET_SHAPE
   */
  public void checkCount(String output, Shape shape, long examples) {
    targets.forEach(target -> new TargetCheck(output, target).checkCount(shape, examples));
  }

  /** Of which kind the plan has to be that explains them. */
  public TargetKind kind() {
    return kind;
  }

  /** How many there are. */
  public int count() {
    return targets.size();
  }

  /** The same for some of the examples. */
  public TargetList part(long from, long to) {
    return new TargetList(
        targets.stream().map(target -> part(target, (int) from, (int) to)).toList(), kind);
  }

  private static Target part(Target target, int from, int to) {
    if (target instanceof Target.Mask mask && mask.perExample()) {
      return new Target.Mask(mask.weights().slice(Indices.range(from, to)), true);
    }
    if (target instanceof Target.SlicePerExample each) {
      return new Target.SlicePerExample(each.slices().subList(from, to));
    }
    return target instanceof Target.PerExample each
        ? new Target.PerExample(each.indices().subList(from, to))
        : target;
  }

  private static Tensor weights(Target.Mask mask) {
    int rows = examples(mask).orElse(1);
    double[][] all = new double[Math.max(1, rows)][];
    for (int i = 0; i < all.length; i++) {
      all[i] = rows == 0 ? new double[1] : TargetRows.weights(mask, i);
    }
    return TFloat64.tensorOf(StdArrays.ndCopyOf(all));
  }

  /** Whether all of the output's shape has to be known to check them. */
  public boolean needShape() {
    return kind == TargetKind.WEIGHTS;
  }

  /** For how many examples a target says something, if it has something for each. */
  public static OptionalInt examples(Target target) {
    if (target instanceof Target.Mask mask && mask.perExample()) {
      return OptionalInt.of((int) mask.weights().shape().get(0));
    }
    if (target instanceof Target.PerExample each) {
      return OptionalInt.of(each.indices().size());
    }
    return target instanceof Target.SlicePerExample each
        ? OptionalInt.of(each.slices().size())
        : OptionalInt.empty();
  }

  /** Whether a target may say something else for each example, and does. */
  static boolean isMixed(Target target) {
    if (target instanceof Target.Mask mask && mask.perExample()) {
      return mask.weights().shape().get(0) > 1;
    }
    List<?> each =
        target instanceof Target.PerExample indices
            ? indices.indices()
            : target instanceof Target.SlicePerExample slices ? slices.slices() : List.of();
    return each.stream().distinct().count() > 1;
  }

  /**
   * What is fed for some of the targets; they must have been checked. The caller closes it.
   *
   * @param rank of the output
   * @return a row of numbers by example (or one for all), of several targets by target before that
   */
  public Tensor tensor(int from, int to, int rank) {
    if (kind == TargetKind.WEIGHTS) {
      return weights((Target.Mask) targets.get(from));
    }
    TargetRows rows = new TargetRows(kind.isSliced(), rank - 1);
    List<List<long[]>> fed = targets.subList(from, to).stream().map(rows::of).toList();
    int height = fed.stream().mapToInt(List::size).max().orElse(0);
    int width = fed.get(0).get(0).length;
    boolean stacked = kind.isStacked();
    TInt64 tensor =
        TInt64.tensorOf(stacked ? Shape.of(fed.size(), height, width) : Shape.of(height, width));
    for (int i = 0; i < fed.size(); i++) {
      LongNdArray matrix = stacked ? tensor.get(i) : tensor;
      for (int j = 0; j < height; j++) {
        long[] row = fed.get(i).get(Math.min(j, fed.get(i).size() - 1));
        for (int k = 0; k < width; k++) {
          matrix.setLong(row[k], j, k);
        }
      }
    }
    return tensor;
  }
}
