package io.attributable.metrics;

import java.util.Random;

/** How the input is perturbed. Implementations are immutable. */
@FunctionalInterface
public interface Perturbation {
  /** Draws a perturbed input. */
  double[] drawn(ExplainedExample example, Random random);

  /**
   * Normal noise at each element.
   *
   * @param deviation its standard deviation, above 0
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE
   */
  static Perturbation noise(double deviation) {
    Preconditions.positive("infidelity", "noise", deviation);
    return (example, random) -> {
      double[] drawn = example.input().clone();
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] += deviation * random.nextGaussian();
      }
      return drawn;
    };
  }

  /**
   * Each element is moved by up to a radius, all moves being as likely (captum's {@code
   * default_perturb_func}).
   *
   * @param radius how far, above 0
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE
   */
  static Perturbation uniform(double radius) {
    Preconditions.positive("max-sensitivity", "radius", radius);
    return (example, random) -> {
      double[] drawn = example.input().clone();
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] += radius * (2 * random.nextDouble() - 1);
      }
      return drawn;
    };
  }

  /**
   * A part of the features is replaced by the baseline, always as many.
   *
   * @param part of the features, above 0 and below 1; at least one feature, and not all where there
   *     are several
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE
   */
  static Perturbation removal(double part) {
    Preconditions.fraction("infidelity", "part", part);
    return (example, random) -> {
      int features = example.features().count();
      return example.without(Subsets.drawn(features, Subsets.size(features, part), random));
    };
  }
}
