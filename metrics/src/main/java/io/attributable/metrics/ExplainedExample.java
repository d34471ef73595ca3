package io.attributable.metrics;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * An example whose explanations are measured: its input, what stands for absence, which elements
 * are one feature, and the model as a function. Perturbed inputs are given to the model in batches.
 * Immutable, but for the arrays, which are not copied; as safe for threads as the function.
 *
 * <pre>{@code
 * ExplainedExample example =
 *     ExplainedExample.of(input, baseline, FeatureGroups.each(input.length), model);
 * double area = new Deletion(10).of(example, attributions).area();
 * Estimate fidelity = new MuFidelity(200, 0.2, 7).of(example, attributions);
 * }</pre>
 */
public final class ExplainedExample {
  private static final int MOST_ROWS = 256;

  /** About 16 MiB of inputs at once. */
  private static final int MOST_ELEMENTS = 1 << 21;

  /** Some units of a float32 in the last place. */
  private static final double ROUNDING = 1e-6;

  private final double[] input;
  private final double[] baseline;
  private final FeatureGroups features;
  private final ScoreFunction model;

  private ExplainedExample(
      double[] input, double[] baseline, FeatureGroups features, ScoreFunction model) {
    this.input = input;
    this.baseline = baseline;
    this.features = features;
    this.model = model;
  }

  /**
   * An example.
   *
   * @param input all explained elements, one after the other
   * @param baseline what stands for the absence of each element
   * @param features which elements are one feature
   * @param model gives the explained value of inputs
   */
  public static ExplainedExample of(
      double[] input, double[] baseline, FeatureGroups features, ScoreFunction model) {
    Objects.requireNonNull(model, "model");
    if (input.length != baseline.length || input.length != features.elements()) {
      throw new IllegalArgumentException(
          "an input of %d elements, a baseline of %d and features of %d"
              .formatted(input.length, baseline.length, features.elements()));
    }
    return new ExplainedExample(input, baseline, features, model);
  }

  /** The input; not a copy. */
  double[] input() {
    return input;
  }

  double[] baseline() {
    return baseline;
  }

  /** Which elements are one feature. */
  public FeatureGroups features() {
    return features;
  }

  /** The explained value at the input. */
  public double score() {
    return scores(1, i -> input)[0];
  }

  /**
   * The explained values of inputs that are made one batch at a time.
   *
   * @throws AttributionException METRIC_NOT_APPLICABLE if the model gives another number of values,
   *     or one that is not finite
   */
  public double[] scores(int count, IntFunction<double[]> inputs) {
    double[] scores = new double[count];
    int rows = Math.max(1, Math.min(MOST_ROWS, MOST_ELEMENTS / Math.max(1, input.length)));
    for (int from = 0; from < count; from += rows) {
      double[][] batch = new double[Math.min(rows, count - from)][];
      for (int i = 0; i < batch.length; i++) {
        batch[i] = inputs.apply(from + i);
      }
      System.arraycopy(checked(model.of(batch), batch), 0, scores, from, batch.length);
    }
    return scores;
  }

  private double[] checked(double[] scores, double[][] batch) {
    if (scores.length != batch.length) {
      throw notApplicable(
          "an output that is no scalar per example",
          "it gave %d values for %d inputs".formatted(scores.length, batch.length),
          "Name a target that picks one value per example.");
    }
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isFinite(scores[i])) {
        throw notFinite(scores[i], Arrays.equals(batch[i], input));
      }
    }
    return scores;
  }

  private static AttributionException notFinite(double score, boolean atInput) {
    return notApplicable(
        "an explained value of " + score + (atInput ? " at the input itself" : ""),
        "differences of it are no numbers",
        atInput
            ? "Explain inputs of which the model gives finite numbers."
            : "Choose a baseline at which the model gives finite numbers.");
  }

  private static AttributionException notApplicable(String what, String problem, String remedy) {
    return AttributionException.withRemedy(
        ErrorCode.METRIC_NOT_APPLICABLE, remedy, "Explanations", what, problem);
  }

  /** The input in which some features are absent. */
  double[] without(BitSet absent) {
    return mixed(input, baseline, absent);
  }

  /** The baseline in which some features are present. */
  double[] withOnly(BitSet present) {
    return mixed(baseline, input, present);
  }

  private double[] mixed(double[] from, double[] to, BitSet changed) {
    double[] mixed = from.clone();
    for (int i = 0; i < mixed.length; i++) {
      if (changed.get(features.of(i))) {
        mixed[i] = to[i];
      }
    }
    return mixed;
  }

  /**
   * Whether attributions say nothing of how features differ: those of all elements, or the sums of
   * all features, are equal but for the rounding of float32. An order of them would be ours.
   */
  public boolean isConstant(double[] attributions) {
    return input.length > 1
        && (isFlat(attributions) || (features.count() > 1 && isFlat(features.sums(attributions))));
  }

  private static boolean isFlat(double[] values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most - least <= ROUNDING * Math.max(Math.abs(least), Math.abs(most));
  }

  /** By feature, what an explanation says. */
  double[] sums(String metric, double[] attributions) {
    if (attributions.length != input.length) {
      throw new IllegalArgumentException(
          "%d attributions of %d elements".formatted(attributions.length, input.length));
    }
    Preconditions.finite(metric, attributions);
    return features.sums(attributions);
  }
}
