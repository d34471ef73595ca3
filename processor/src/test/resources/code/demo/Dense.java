package demo;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import io.attributable.Attributable;

/** A class of layers that models inherit; no model itself. */
abstract class Dense {
  /** Inherited. */
  @Attributable
  protected Operand<TFloat32> dense(Ops tf, Operand<TFloat32> x, Variable<TFloat32> weights) {
    return tf.math.tanh(tf.linalg.matMul(x, weights));
  }
}
