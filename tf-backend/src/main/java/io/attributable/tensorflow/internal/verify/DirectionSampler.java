package io.attributable.tensorflow.internal.verify;

import io.attributable.tensorflow.verify.DirectionCheck.Kind;
import java.util.ArrayList;
import java.util.List;

/** Follows directions through the model, for all slices at once. */
final class DirectionSampler {
  /** A type so coarse that a step came out this much shorter or longer did not make the step. */
  private static final double OFF = 0.1;

  private final TensorFunction probe;
  private final double[] activation;
  private final double[] gradient;
  private final double[] value;
  private final ExampleSlices slices;
  private final double[] steps;

  /**
   * A reader of lines through an activation.
   *
   * @param value the explained number of each slice at the activation
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

  /** A line for each slice. */
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

  /** What the output changes by in one step, less what the gradient says of the step as it came. */
  private void go(double[] direction, int step, int sign, double[][] rests) {
    double[] there = new double[activation.length];
    for (int i = 0; i < there.length; i++) {
      there[i] = activation[i] + sign * steps[step] * direction[i];
    }
    there = probe.round(there);
    double[] found = slices.sums(probe.explained(there));
    for (int slice = 0; slice < slices.count(); slice++) {
      double told = slices.product(slice, gradient, there, activation);
      rests[slice][step] =
          isMade(slice, direction, there, sign * steps[step])
              ? (found[slice] - value[slice] - told) / (sign * steps[step])
              : Double.NaN;
    }
  }

  private boolean isMade(int slice, double[] direction, double[] there, double length) {
    double wanted = length * slices.product(slice, direction, direction);
    double made = slices.product(slice, direction, there, activation);
    return Math.abs(made - wanted) <= OFF * Math.abs(wanted);
  }
}
