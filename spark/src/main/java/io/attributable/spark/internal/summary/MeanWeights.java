package io.attributable.spark.internal.summary;

import java.util.List;

/**
 * What features weigh.
 *
 * @param features their names, in the order of the model's
 * @param weights mean magnitudes, in the same order
 * @param rows how many there were
 */
public record MeanWeights(List<String> features, List<Double> weights, long rows) {
  /** Copies the lists. */
  public MeanWeights {
    features = List.copyOf(features);
    weights = List.copyOf(weights);
  }

  /** The weights as an array. */
  public double[] array() {
    return weights.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
