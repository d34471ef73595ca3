package io.attributable.tensorflow.internal.verify;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Functions and points made by hand, rounded as a model of some precision rounds. */
final class Made {
  /** 32-bit floats. */
  static final Precision FLOAT = new Precision(0x1p-24, value -> (float) value);

  /** 64-bit floats. */
  static final Precision DOUBLE = new Precision(0x1p-53, value -> value);

  /** 16-bit floats with 8 bits of mantissa. */
  static final Precision BFLOAT = new Precision(0x1p-8, Made::bfloat);

  private Made() {}

  /** How numbers are rounded. */
  record Precision(double epsilon, DoubleUnaryOperator rounding) {
    double[] round(double[] values) {
      double[] rounded = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        rounded[i] = rounding.applyAsDouble(values[i]);
      }
      return rounded;
    }

    /** A model of this precision: what it explains is rounded, too, and so is its gradient. */
    TensorFunction probe(UnaryOperator<double[]> explained, UnaryOperator<double[]> gradient) {
      return new TensorFunction() {
        @Override
        public double[] round(double[] values) {
          return Precision.this.round(values);
        }

        @Override
        public double[] explained(double[] values) {
          return Precision.this.round(explained.apply(values));
        }

        @Override
        public Evaluation evaluate(double[] values) {
          return new Evaluation(explained(values), Precision.this.round(gradient.apply(values)));
        }
      };
    }

    /** A point of one example. */
    EvaluationPoint point(TensorFunction probe, double[] activation, double[] gradient) {
      return point(probe, activation, gradient, false);
    }

    EvaluationPoint point(
        TensorFunction probe, double[] activation, double[] gradient, boolean perExample) {
      double[] rounded = round(activation);
      return new EvaluationPoint(
          rounded,
          round(gradient),
          probe.explained(rounded),
          perExample,
          epsilon,
          false,
          Optional.empty());
    }
  }

  private static double bfloat(double value) {
    int bits = Float.floatToIntBits((float) value);
    return Float.intBitsToFloat((bits + 0x8000) & 0xffff0000);
  }

  /** Numbers between -1 and 1. */
  static double[] numbers(int count, long seed) {
    return new SplittableRandom(seed).doubles(count, -1, 1).toArray();
  }

  static double[] times(double[] values, double factor) {
    double[] product = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      product[i] = values[i] * factor;
    }
    return product;
  }

  static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
