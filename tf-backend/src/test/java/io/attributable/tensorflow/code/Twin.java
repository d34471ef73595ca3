package io.attributable.tensorflow.code;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * Two inputs, two outputs, a layer called in a loop and a nested module, as a user would write it.
 */
class Twin {
  /** What it returns. */
  record Answers(Operand<TFloat32> scores, Operand<TFloat32> level) {}

  final Variable<TFloat32> first;
  final Variable<TFloat32> again;
  final Gate gate;

  Twin(Ops tf, Gate gate) {
    this.gate = gate;
    first = tf.variable(tf.constant(new float[][] {{1f, -0.5f, 0.3f}, {0.2f, 0.8f, -1f}}));
    again =
        tf.variable(
            tf.constant(
                new float[][] {{0.9f, 0.1f, -0.4f}, {-0.3f, 1.1f, 0.2f}, {0.5f, -0.6f, 0.7f}}));
  }

  Operand<TFloat32> step(Ops tf, Operand<TFloat32> x) {
    return tf.math.tanh(tf.linalg.matMul(x, again));
  }

  /** A layer that only the second output depends on. */
  Operand<TFloat32> tail(Ops tf, Operand<TFloat32> x) {
    return tf.math.sigmoid(x);
  }

  Answers answers(Ops tf, Operand<TFloat32> left, Operand<TFloat32> right) {
    Operand<TFloat32> state = tf.linalg.matMul(left, first);
    for (int i = 0; i < 3; i++) {
      state = step(tf, state);
    }
    Operand<TFloat32> gated = gate.call(tf, state, right);
    return new Answers(gated, tf.reduceSum(tail(tf, gated), tf.constant(1)));
  }
}
