package io.attributable.metrics;

import java.util.Objects;
import java.util.Random;

/**
 * Max-sensitivity: the largest ‖φ(x̃) − φ(x)‖ / ‖φ(x)‖ over inputs x̃ near x, each element of which
 * is moved by up to a radius. The less the better (Yeh et al., "On the (in)fidelity and sensitivity
 * of explanations", 2019, arXiv:1901.09392, definition 3.1; captum's {@code sensitivity_max} and
 * {@code default_perturb_func}). NaN where φ(x) is 0, which captum divides by 1. Immutable.
 *
 * @param perturbation makes the inputs near x, such as {@link Perturbation#uniform}
 * @param samples how many of them, at least 2
 * @param seed of the perturbations: methods meet the same ones
 */
public record MaxSensitivity(Perturbation perturbation, int samples, long seed) {
  private static final String NAME = "max-sensitivity";
  private static final int ROWS = 32;

  /**
   * Checks the parameters.
   *
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE
   */
  public MaxSensitivity {
    Objects.requireNonNull(perturbation, "perturbation");
    Preconditions.samples(NAME, 2, samples);
  }

  /**
   * The largest change. Its standard error is the jackknife's, which is rough for a maximum: more
   * samples find larger ones.
   *
   * @param attributions those of the example itself, one for each element of the input
   * @param method explains other inputs in the same way
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE for attributions that are
   *     not finite
   */
  public Estimate of(ExplainedExample example, double[] attributions, ExplanationFunction method) {
    Objects.requireNonNull(method, "method");
    Preconditions.finite(NAME, attributions);
    Random random = new Random(seed);
    double norm = norm(attributions, new double[attributions.length]);
    if (norm == 0) {
      return new Estimate(Double.NaN, Double.NaN, samples);
    }
    double first = 0;
    double second = 0;
    for (int from = 0; from < samples; from += ROWS) {
      double[][] near = new double[Math.min(ROWS, samples - from)][];
      for (int i = 0; i < near.length; i++) {
        near[i] = perturbation.drawn(example, random);
      }
      for (double[] other : method.of(near)) {
        Preconditions.finite(NAME, other);
        double change = norm(other, attributions) / norm;
        second = Math.max(second, Math.min(first, change));
        first = Math.max(first, change);
      }
    }
    double error = (first - second) * (samples - 1) / samples;
    return new Estimate(first, error, samples);
  }

  private static double norm(double[] one, double[] other) {
    double squares = 0;
    for (int i = 0; i < one.length; i++) {
      squares += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(squares);
  }
}
