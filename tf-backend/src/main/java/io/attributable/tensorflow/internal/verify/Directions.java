package io.attributable.tensorflow.internal.verify;

import io.attributable.tensorflow.verify.DirectionCheck.Kind;
import java.util.SplittableRandom;

/** Directions in which a layer's tensor is changed; each slice in proportion to its size. */
final class Directions {
  private static final double HALF_WIDTH = Math.sqrt(3);

  private final double[] activation;
  private final double[] gradient;
  private final ExampleSlices slices;
  private final SplittableRandom random;

  Directions(double[] activation, double[] gradient, ExampleSlices slices, long seed) {
    this.activation = activation;
    this.gradient = gradient;
    this.slices = slices;
    this.random = new SplittableRandom(seed);
  }

  double[] next(Kind kind) {
    double[] direction = new double[activation.length];
    for (int slice = 0; slice < slices.count(); slice++) {
      double size = size(slice);
      double gradientSize = slices.size(slice, gradient);
      for (int i = slice * slices.size(); i < (slice + 1) * slices.size(); i++) {
        direction[i] =
            switch (kind) {
              case RANDOM -> size * uniform();
              case ZEROS_KEPT -> activation[i] * uniform();
              case GRADIENT -> gradientSize == 0 ? 0 : gradient[i] * (size / gradientSize);
            };
      }
    }
    return direction;
  }

  /** Near the gradient, so that the output changes much, but each time another one. */
  double[] nearGradient() {
    double[] direction = next(Kind.GRADIENT);
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= 2 * random.nextDouble();
    }
    return direction;
  }

  /** Uniform with variance 1: no element changes far more than others. */
  private double uniform() {
    return HALF_WIDTH * (2 * random.nextDouble() - 1);
  }

  /** The root mean square of a slice; of a slice of zeros, that of all slices. */
  double size(int slice) {
    double own = slices.size(slice, activation);
    double all = slices.together().size(0, activation);
    return own > 0 ? own : all > 0 ? all : 1;
  }

  /** The expected magnitude of the derivative along a direction of this kind. */
  double expected(Kind kind, int slice) {
    return switch (kind) {
      case RANDOM -> size(slice) * slices.size(slice, gradient) * Math.sqrt(slices.size());
      case GRADIENT -> size(slice) * slices.size(slice, gradient) * slices.size();
      case ZEROS_KEPT -> {
        double sum = 0;
        for (int i = slice * slices.size(); i < (slice + 1) * slices.size(); i++) {
          sum += Math.pow(activation[i] * gradient[i], 2);
        }
        yield Math.sqrt(sum);
      }
    };
  }
}
