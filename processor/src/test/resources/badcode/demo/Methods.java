package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Forward;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

@AttributedModel
abstract class Methods {
  @Attributable
  final Operand<TFloat32> last(Ops tf, Operand<TFloat32> x) {
    return x;
  }

  @Attributable
  private Operand<TFloat32> hidden(Ops tf, Operand<TFloat32> x) {
    return x;
  }

  @Attributable
  static Operand<TFloat32> shared(Ops tf, Operand<TFloat32> x) {
    return x;
  }

  @Attributable
  abstract Operand<TFloat32> unwritten(Ops tf, Operand<TFloat32> x);

  @Attributable
  Operand<TFloat32> constant(Ops tf) {
    return tf.constant(1f);
  }

  @Attributable
  void nothing(Ops tf, Operand<TFloat32> x) {}

  @Attributable(layer = "dense_1")
  Operand<TFloat32> named(Ops tf, Operand<TFloat32> x) {
    return x;
  }

  @Attributable
  Operand<TFloat32> close(Ops tf, Operand<TFloat32> x) {
    return x;
  }

  @Forward
  Operand<TFloat32> logits(
      Ops tf,
      List<Operand<TFloat32>> several,
      Operand<? extends TType> any,
      Operand<TFloat32> x) {
    return x;
  }
}
