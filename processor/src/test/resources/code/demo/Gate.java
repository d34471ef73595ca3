package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Forward;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** A module, annotated itself. */
@AttributedModel
abstract class Gate {
  private final Variable<TFloat32> weights;

  protected Gate(Ops tf, float scale) {
    weights =
        tf.variable(tf.constant(new float[][] {{scale, -1f, 0.25f}, {1f, 0.75f, -scale}}));
  }

  @Attributable
  List<Operand<TFloat32>> split(Ops tf, Operand<TFloat32> side) {
    Operand<TFloat32> mixed = tf.linalg.matMul(side, weights);
    return List.of(tf.math.sigmoid(mixed), tf.math.tanh(mixed));
  }

  @Forward
  Operand<TFloat32> gated(Ops tf, Operand<TFloat32> x, Operand<TFloat32> side) {
    List<Operand<TFloat32>> parts = split(tf, side);
    return tf.math.add(tf.math.mul(x, parts.get(0)), parts.get(1));
  }
}
