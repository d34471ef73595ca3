package io.attributable.evidence.compare;

import io.attributable.Attributions;
import io.attributable.Prediction;
import io.attributable.Target;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.DoubleNdArray;

/**
 * What a target means in a second model: of {@code predicted}, what the first one has predicted, so
 * that both explain the same number.
 */
public final class MeantTarget {
  private static final int WITH_CLASSES = 2;

  private MeantTarget() {}

  /**
   * The target for the second model.
   *
   * @param explained by target, what the first one has explained, with the output
   */
  public static Target of(Target target, Map<Target, Attributions> explained) {
    Optional<DoubleNdArray> output =
        explained.values().stream()
            .findFirst()
            .flatMap(Attributions::prediction)
            .map(Prediction::tensor)
            .map(tensor -> tensor.doubles())
            .filter(values -> values.rank() == WITH_CLASSES && values.size() > 0);
    return target instanceof Target.Predicted && output.isPresent()
        ? Target.perExample(largest(output.get()))
        : target;
  }

  private static int[] largest(DoubleNdArray output) {
    int[] largest = new int[Math.toIntExact(output.shape().get(0))];
    for (int i = 0; i < largest.length; i++) {
      for (int j = 1; j < output.shape().get(1); j++) {
        largest[i] = output.getDouble(i, j) > output.getDouble(i, largest[i]) ? j : largest[i];
      }
    }
    return largest;
  }
}
