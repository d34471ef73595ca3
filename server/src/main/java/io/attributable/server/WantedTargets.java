package io.attributable.server;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.model.SignatureDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/** Which values of the output a request is about, where it leaves that to the server. */
final class WantedTargets {
  private WantedTargets() {}

  /**
   * The largest values of each example, as a target for each rank.
   *
   * @param outputs those of the signature
   * @throws AttributionException TARGET_INVALID
   */
  static List<Target> largest(
      int count, SignatureDescription signature, Map<String, NdArray<?>> outputs) {
    NdArray<?> values =
        signature.outputs().size() == 1 ? outputs.get(signature.outputs().get(0).name()) : null;
    if (values == null || values.rank() != 2) {
      throw new AttributionException(
          ErrorCode.TARGET_INVALID,
          "topK",
          "it is about an only output of shape [examples, values]; name \"outputIndices\"");
    }
    int columns = (int) Math.min(count, values.shape().get(1));
    int[][] ranked = new int[columns][(int) values.shape().get(0)];
    for (int example = 0; example < values.shape().get(0); example++) {
      List<Integer> order = order(values, example);
      for (int rank = 0; rank < columns; rank++) {
        ranked[rank][example] = order.get(rank);
      }
    }
    return Arrays.stream(ranked).map(Target::perExample).toList();
  }

  private static List<Integer> order(NdArray<?> values, int example) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < values.shape().get(1); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparingDouble(
            (Integer column) -> -((Number) values.getObject(example, column)).doubleValue()));
    return order;
  }

  /** The index that a target means for an example; empty where it is no single one. */
  static Optional<List<Integer>> index(Target target, int example, Optional<NdArray<?>> output) {
    if (target instanceof Target.Index one) {
      return Optional.of(one.index());
    }
    if (target instanceof Target.PerExample each && example < each.indices().size()) {
      return Optional.of(each.indices().get(example));
    }
    return target instanceof Target.Predicted && output.filter(o -> o.rank() == 2).isPresent()
        ? output.map(values -> List.of(order(values, example).get(0)))
        : Optional.empty();
  }
}
