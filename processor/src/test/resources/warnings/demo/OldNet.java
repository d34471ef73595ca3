package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Forward;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** @deprecated so that what extends it is warned */
@AttributedModel
@Deprecated
@SuppressWarnings({"rawtypes", "removal"})
class OldNet {
  OldNet(Old kept) {}

  @Forward
  Operand<TFloat32> forward(Ops tf, Operand<TFloat32> x) {
    return square(tf, x, null);
  }

  /** @deprecated so that what overrides it is warned */
  @Attributable
  @Deprecated
  Operand<TFloat32> square(Ops tf, Operand<TFloat32> x, Old kept) {
    return tf.math.square(x);
  }
}
