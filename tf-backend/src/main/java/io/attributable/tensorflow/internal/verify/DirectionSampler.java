package io.attributable.tensorflow.internal.verify;

import io.attributable.tensorflow.verify.DirectionCheck.Kind;
import java.util.ArrayList;
import java.util.List;

/** Evaluates the model along directions, for all slices at once. */
final class DirectionSampler {
  /** The relative error of a step, rounded to the tensor's dtype, above which it is left out. */
  private static final double INEXACT = 0.1;

  private final TensorFunction probe;
  private final double[] activation;
  private final double[] gradient;
  private final double[] value;
  private final ExampleSlices slices;
  private final double[] steps;

  /**
   * A sampler of directions from an activation.
   *
   * @param value the explained value of each slice at the activation
   */
  DirectionSampler(
      TensorFunction probe,
      double[] activation,
      double[] gradient,
      double[] value,
      ExampleSlices slices,
      double[] steps) {
    this.probe = probe;
    this.activation = activation;
    this.gradient = gradient;
    this.value = value;
    this.slices = slices;
    this.steps = steps;
  }

  /** The residuals along a direction, one per slice. */
  List<DirectionalResidual> follow(Kind kind, double[] direction) {
    double[][] right = new double[slices.count()][steps.length];
    double[][] left = new double[slices.count()][steps.length];
    for (int step = 0; step < steps.length; step++) {
      go(direction, step, 1, right);
      go(direction, step, -1, left);
    }
    List<DirectionalResidual> lines = new ArrayList<>();
    for (int slice = 0; slice < slices.count(); slice++) {
      double tape = slices.product(slice, gradient, direction);
      lines.add(new DirectionalResidual(kind, tape, right[slice], left[slice]));
    }
    return lines;
  }

  /** The output's change in one step, less the gradient times the step as it was rounded. */
  private void go(double[] direction, int step, int sign, double[][] residuals) {
    double[] there = new double[activation.length];
    for (int i = 0; i < there.length; i++) {
      there[i] = activation[i] + sign * steps[step] * direction[i];
    }
    there = probe.round(there);
    double[] found = slices.sums(probe.explained(there));
    for (int slice = 0; slice < slices.count(); slice++) {
      double predicted = slices.product(slice, gradient, there, activation);
      residuals[slice][step] =
          isRepresented(slice, direction, there, sign * steps[step])
              ? (found[slice] - value[slice] - predicted) / (sign * steps[step])
              : Double.NaN;
    }
  }

  private boolean isRepresented(int slice, double[] direction, double[] there, double length) {
    double wanted = length * slices.product(slice, direction, direction);
    double made = slices.product(slice, direction, there, activation);
    return Math.abs(made - wanted) <= INEXACT * Math.abs(wanted);
  }
}
