package io.attributable.evaluation;

import io.attributable.Baseline;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How explanations are measured. Immutable.
 *
 * @param steps how many points curves of deletion and insertion have beside the first
 * @param samples how many perturbed inputs μFidelity, sensitivity-n and infidelity take
 * @param part of the features that is absent in them, above 0 and below 1
 * @param explanations how many perturbed inputs max-sensitivity explains
 * @param radius how far max-sensitivity moves elements; empty for 0.02 of what lies between the
 *     smallest and the largest element of the example
 * @param grid how many rows and columns pictures are cut into where subsets of features are drawn;
 *     0 for pixels
 * @param baseline what stands for absence; numbers and arrays, but no blur
 * @param seed of all that is random
 */
public record EvaluationOptions(
    int steps,
    int samples,
    double part,
    int explanations,
    OptionalDouble radius,
    int grid,
    Baseline baseline,
    long seed) {
  private static final EvaluationOptions DEFAULTS =
      new EvaluationOptions(20, 100, 0.2, 10, OptionalDouble.empty(), 9, Baseline.zeros(), 0);

  /** Requires all. */
  public EvaluationOptions {
    Objects.requireNonNull(radius, "radius");
    Objects.requireNonNull(baseline, "baseline");
    if (grid < 0) {
      throw new IllegalArgumentException("a grid of " + grid);
    }
  }

  /** 20 steps, 100 samples of a fifth of the features, 10 explanations, 9 by 9, zeros, seed 0. */
  public static EvaluationOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another baseline. */
  public EvaluationOptions withBaseline(Baseline other) {
    return new EvaluationOptions(steps, samples, part, explanations, radius, grid, other, seed);
  }

  /** The same with another seed. */
  public EvaluationOptions withSeed(long other) {
    return new EvaluationOptions(steps, samples, part, explanations, radius, grid, baseline, other);
  }

  /** The same with other numbers of steps, samples and explanations. */
  public EvaluationOptions withCounts(int newSteps, int newSamples, int newExplanations) {
    return new EvaluationOptions(
        newSteps, newSamples, part, newExplanations, radius, grid, baseline, seed);
  }

  /** As JSON has it. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("steps", steps);
    map.put("samples", samples);
    map.put("part", part);
    map.put("explanations", explanations);
    radius.ifPresent(value -> map.put("radius", value));
    map.put("grid", grid);
    map.put("baseline", baseline.toJson());
    map.put("seed", seed);
    return map;
  }
}
