package io.attributable.tensorflow.internal.verify;

import io.attributable.tensorflow.verify.Reason;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a gradient is verified.
 *
 * @param activation the values of a layer's tensor
 * @param gradient the tape's gradient with respect to them
 * @param explained the explained value of each example
 * @param perExample whether dimension 0 of the tensor is the example
 * @param epsilon the unit roundoff of the least precise dtype between the tensor and the output
 * @param ownGradient whether an op between them has a gradient that is not its derivative
 * @param notRepeatable why the explained values may differ between runs for the same activation
 */
@SuppressWarnings("ArrayRecordComponent") // Large, and never compared.
public record EvaluationPoint(
    double[] activation,
    double[] gradient,
    double[] explained,
    boolean perExample,
    double epsilon,
    boolean ownGradient,
    Optional<Reason> notRepeatable) {

  ExampleSlices slices() {
    return ExampleSlices.of(activation.length, explained.length, perExample);
  }

  /** The same, the sum over all examples being explained. */
  EvaluationPoint together() {
    return new EvaluationPoint(
        activation, gradient, explained, false, epsilon, ownGradient, notRepeatable);
  }

  OptionalInt example(int slice) {
    return perExample ? OptionalInt.of(slice) : OptionalInt.empty();
  }

  boolean isFinite() {
    return Arrays.stream(gradient).allMatch(Double::isFinite)
        && Arrays.stream(activation).allMatch(Double::isFinite)
        && Arrays.stream(explained).allMatch(Double::isFinite);
  }
}
