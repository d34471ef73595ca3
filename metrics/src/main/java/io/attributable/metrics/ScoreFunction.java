package io.attributable.metrics;

/** The explained value of a model's output, for several inputs at once. */
@FunctionalInterface
public interface ScoreFunction {
  /**
   * The values.
   *
   * @param inputs rows of the length of the explained example's input
   * @return one finite number for each row
   */
  double[] of(double[][] inputs);
}
