package io.attributable.metrics;

/** A method that explains several inputs at once. */
@FunctionalInterface
public interface ExplanationFunction {
  /**
   * The attributions.
   *
   * @param inputs rows of the length of the explained example's input
   * @return for each row as many attributions as it has elements
   */
  double[][] of(double[][] inputs);
}
