package io.attributable.metrics;

import java.util.Arrays;

/** How many features an explanation needs. Of magnitudes; scaling does not change the numbers. */
public final class Complexity {
  private static final String NAME = "complexity";

  private Complexity() {}

  /**
   * The Gini index of the magnitudes: 0 if all features count alike, near 1 if one counts alone
   * (Chalasani et al., "Concise explanations of neural networks using adversarial training", 2020,
   * arXiv:1810.06583; Quantus' {@code Sparseness}, which adds 1e-7 to each). 0 for zeros.
   *
   * @param attributions by feature
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE for numbers that are not
   *     finite
   */
  public static double sparseness(double[] attributions) {
    double[] sorted = magnitudes("sparseness", attributions);
    Arrays.sort(sorted);
    double weighted = 0;
    double sum = 0;
    for (int i = 0; i < sorted.length; i++) {
      weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
      sum += sorted[i];
    }
    return sum == 0 ? 0 : weighted / (sorted.length * sum);
  }

  /**
   * Effective complexity: how many features have a magnitude above a part of the largest one
   * (Nguyen and Martínez, "On quantitative aspects of model interpretability", 2020,
   * arXiv:2007.07584; Quantus' {@code EffectiveComplexity}, whose {@code eps} is 1e-5).
   *
   * @param attributions by feature
   * @param part of the largest magnitude, 0 or more
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE for numbers that are not
   *     finite
   */
  public static int effective(double[] attributions, double part) {
    double[] magnitudes = magnitudes("effective-complexity", attributions);
    double largest = Arrays.stream(magnitudes).max().orElse(0);
    return (int) Arrays.stream(magnitudes).filter(one -> one > part * largest).count();
  }

  /**
   * The entropy of the magnitudes as parts of their sum, in nats: 0 if one feature counts alone
   * (Bhatt et al., "Evaluating and aggregating feature-based model explanations", 2020,
   * arXiv:2005.00631, definition 5; Quantus' {@code Complexity}). 0 for zeros.
   *
   * @param attributions by feature
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE for numbers that are not
   *     finite
   */
  public static double entropy(double[] attributions) {
    double[] magnitudes = magnitudes(NAME, attributions);
    double sum = Arrays.stream(magnitudes).sum();
    return Arrays.stream(magnitudes)
        .filter(one -> one > 0)
        .map(one -> -one / sum * Math.log(one / sum))
        .sum();
  }

  private static double[] magnitudes(String metric, double[] attributions) {
    Preconditions.finite(metric, attributions);
    return Arrays.stream(attributions).map(Math::abs).toArray();
  }
}
