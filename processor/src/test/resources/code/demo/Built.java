package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Forward;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** Holds others. */
final class Built {
  /** Builds its graph in its constructor; one method is both model and layer. */
  @AttributedModel
  static class Net {
    final Map<String, Operand<TFloat64>> made;

    Net(Ops tf, Placeholder<TFloat64> x, Operand<TInt32> picks) {
      made = model(tf, x, picks);
    }

    @Forward
    @Attributable
    Map<String, Operand<TFloat64>> model(Ops tf, Placeholder<TFloat64> x, Operand<TInt32> picks) {
      Operand<TFloat64> picked = tf.gather(x, picks, tf.constant(1));
      return Map.of("cubes", tf.math.mul(picked, tf.math.square(picked)));
    }
  }

  private Built() {}
}
