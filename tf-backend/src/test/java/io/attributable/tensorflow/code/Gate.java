package io.attributable.tensorflow.code;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** A module with two operands in and a layer of two operands out, as a user would write it. */
abstract class Gate {
  final Variable<TFloat32> weights;

  Gate(Ops tf) {
    weights = tf.variable(tf.constant(new float[][] {{0.5f, -1f, 0.25f}, {1f, 0.75f, -0.5f}}));
  }

  /** A layer of two tensors. */
  List<Operand<TFloat32>> split(Ops tf, Operand<TFloat32> side) {
    Operand<TFloat32> mixed = tf.linalg.matMul(side, weights);
    return List.of(tf.math.sigmoid(mixed), tf.math.tanh(mixed));
  }

  /** The module. */
  Operand<TFloat32> call(Ops tf, Operand<TFloat32> x, Operand<TFloat32> side) {
    List<Operand<TFloat32>> parts = split(tf, side);
    return tf.math.add(tf.math.mul(x, parts.get(0)), parts.get(1));
  }
}
