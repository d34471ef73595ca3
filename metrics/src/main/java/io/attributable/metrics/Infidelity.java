package io.attributable.metrics;

import io.attributable.Mode;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Infidelity: the mean, over perturbed inputs x̃, of (Σ I·φ − (F(x) − F(x̃)))². The less the better
 * (Yeh et al., "On the (in)fidelity and sensitivity of explanations", 2019, arXiv:1901.09392,
 * definition 2.1; captum's {@code infidelity}). I is what captum's {@code
 * infidelity_perturb_func_decorator} makes it: x − x̃ for attributions that are gradients, and (x −
 * x̃) / (x − x′) for those that were multiplied by x − x′, 1 standing for 0 below the line.
 * Immutable.
 *
 * @param perturbation how inputs are perturbed
 * @param samples how many perturbed inputs, at least 2
 * @param normalized whether φ is first multiplied by the number that makes the result least
 *     (captum's option of that name): for methods whose numbers have no unit
 * @param seed of the perturbations: explanations of the same example meet the same ones
 */
public record Infidelity(Perturbation perturbation, int samples, boolean normalized, long seed) {
  private static final String NAME = "infidelity";

  /**
   * Checks the parameters.
   *
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE
   */
  public Infidelity {
    Objects.requireNonNull(perturbation, "perturbation");
    Preconditions.samples(NAME, 2, samples);
  }

  /**
   * The infidelity with its standard error.
   *
   * @param attributions one for each element of the input
   * @param mode whether they were multiplied by what the input differs from the baseline
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE for numbers that are not
   *     finite
   */
  public Estimate of(ExplainedExample example, double[] attributions, Mode mode) {
    Objects.requireNonNull(mode, "mode");
    Preconditions.finite(NAME, attributions);
    Random random = new Random(seed);
    double[] told = new double[samples];
    double[] scores =
        example.scores(
            samples + 1,
            i -> {
              if (i == 0) {
                return example.input();
              }
              double[] drawn = perturbation.drawn(example, random);
              told[i - 1] = told(example, drawn, attributions, mode);
              return drawn;
            });
    double[] changes = new double[samples];
    for (int i = 0; i < samples; i++) {
      changes[i] = scores[0] - scores[i + 1];
    }
    return Estimate.mean(squares(told, changes, normalized ? factor(told, changes) : 1));
  }

  private static double told(
      ExplainedExample example, double[] perturbed, double[] attributions, Mode mode) {
    double[] input = example.input();
    double[] baseline = example.baseline();
    double sum = 0;
    for (int i = 0; i < input.length; i++) {
      double difference = mode == Mode.GLOBAL ? input[i] - baseline[i] : 1;
      sum += (input[i] - perturbed[i]) / (difference == 0 ? 1 : difference) * attributions[i];
    }
    return sum;
  }

  /** The least squares; 1 where nothing is told, as in captum. */
  private static double factor(double[] told, double[] changes) {
    double products = 0;
    double squares = 0;
    for (int i = 0; i < told.length; i++) {
      products += told[i] * changes[i];
      squares += told[i] * told[i];
    }
    return squares == 0 ? products : products / squares;
  }

  private static double[] squares(double[] told, double[] changes, double factor) {
    return IntStream.range(0, told.length)
        .mapToDouble(i -> Math.pow(factor * told[i] - changes[i], 2))
        .toArray();
  }
}
