package io.attributable.tensorflow.internal.perturb;

import java.util.ArrayList;
import java.util.List;

/**
 * Values of all perturbed tensors for all examples, while they are being filled in.
 *
 * @param tensors by tensor, {@code [examples · elements]}
 * @param errors the same of standard errors; empty where values are not sampled
 * @param fit by example; empty where nothing is fitted
 * @param sums by example, what the values of the features sum to; empty for methods that promise
 *     nothing
 * @param evaluations by example
 */
record PerturbationValues(
    List<double[]> tensors,
    List<double[]> errors,
    List<Double> fit,
    List<Double> sums,
    List<Long> evaluations) {

  /** Zeros. */
  static PerturbationValues of(List<PerturbedTensor> tensors, int examples) {
    return new PerturbationValues(
        zeros(tensors, examples),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  static List<double[]> zeros(List<PerturbedTensor> tensors, int examples) {
    return tensors.stream()
        .map(tensor -> new double[Math.multiplyExact(examples, tensor.size())])
        .toList();
  }
}
