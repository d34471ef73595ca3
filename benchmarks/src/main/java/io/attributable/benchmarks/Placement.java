package io.attributable.benchmarks;

import io.attributable.tensorflow.cost.OpCost;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Where a plan's nodes ran.
 *
 * @param there how many products and convolutions ran on the wanted device
 * @param elsewhere how many ran on others
 * @param part what part of all nodes ran on the wanted one
 */
record Placement(int there, int elsewhere, double part) {
  /** What devices are for. Everything else may have its reasons to stay on the CPU. */
  private static final Pattern WORK = Pattern.compile(".*(MatMul|Conv2D|Conv3D|Conv2d|Einsum).*");

  /** Reads it from a trace. */
  static Placement of(List<OpCost> ops, String device) {
    Predicate<OpCost> wanted = op -> op.device().endsWith(device.replaceFirst("^/(device:)?", ":"));
    Predicate<OpCost> work = op -> WORK.matcher(op.op()).matches();
    int all = runs(ops, op -> true);
    return new Placement(
        runs(ops, work.and(wanted)),
        runs(ops, work.and(wanted.negate())),
        all == 0 ? 0 : (double) runs(ops, wanted) / all);
  }

  private static int runs(List<OpCost> ops, Predicate<OpCost> which) {
    return ops.stream().filter(which).mapToInt(OpCost::runs).sum();
  }

  boolean isRight() {
    return there > 0 && elsewhere == 0;
  }
}
