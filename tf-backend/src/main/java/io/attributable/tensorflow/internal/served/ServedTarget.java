package io.attributable.tensorflow.internal.served;

import io.attributable.Target;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;

/** A target as signatures that explain take it: an index, or tuple of indices, per example. */
final class ServedTarget {
  private ServedTarget() {}

  /**
   * The tensor; the caller closes it.
   *
   * @param vector whether one index per example is taken, rather than tuples
   * @param output of known size where an index counts from its end
   * @return empty for targets that are none
   */
  static Optional<TInt64> of(Target target, Shape output, long examples, boolean vector) {
    List<List<Integer>> rows = rows(target, examples);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    int width = rows.get(0).size();
    TInt64 tensor = TInt64.tensorOf(vector ? Shape.of(rows.size()) : Shape.of(rows.size(), width));
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < width; j++) {
        long index = rows.get(i).get(j);
        long counted = index < 0 ? index + output.get(j + 1) : index;
        if (vector) {
          tensor.setLong(counted, i);
        } else {
          tensor.setLong(counted, i, j);
        }
      }
    }
    return Optional.of(tensor);
  }

  /** Whether an index counts from the end of a dimension whose size is not known. */
  static boolean countsFromUnknownEnd(Target target, Shape output) {
    for (List<Integer> row : rows(target, 1)) {
      for (int i = 0; i < row.size(); i++) {
        if (row.get(i) < 0 && (output.isUnknown() || output.get(i + 1) < 0)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a shape decides if the target is out of range. */
  static boolean canBeChecked(Target target, Shape output) {
    boolean index = target instanceof Target.Index || target instanceof Target.PerExample;
    return !index
        || (!output.isUnknown()
            && LongStream.of(output.asArray()).skip(1).allMatch(size -> size >= 0));
  }

  private static List<List<Integer>> rows(Target target, long examples) {
    if (target instanceof Target.Index one) {
      return Collections.nCopies(Math.toIntExact(examples), one.index());
    }
    return target instanceof Target.PerExample each ? each.indices() : List.of();
  }
}
