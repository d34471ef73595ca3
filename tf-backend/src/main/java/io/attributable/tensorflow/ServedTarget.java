package io.attributable.tensorflow;

import io.attributable.Target;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;

/** A target as signatures that explain take it: an index, or tuple of indices, per example. */
final class ServedTarget {
  private ServedTarget() {}

  /**
   * The tensor; the caller closes it.
   *
   * @param vector whether one index per example is taken, rather than tuples
   * @return empty for targets that are none; one that counts from the end of a dimension of unknown
   *     size cannot be told
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

  private static List<List<Integer>> rows(Target target, long examples) {
    if (target instanceof Target.Index one) {
      return Collections.nCopies(Math.toIntExact(examples), one.index());
    }
    return target instanceof Target.PerExample each ? each.indices() : List.of();
  }
}
