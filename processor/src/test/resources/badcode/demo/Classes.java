package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Forward;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class Classes {
  abstract static class Layers {
    @Attributable
    Operand<TFloat32> hidden(Ops tf, Operand<TFloat32> x) {
      return tf.math.tanh(x);
    }

    @Forward
    Operand<TFloat32> logits(Ops tf, Operand<TFloat32> x) {
      return hidden(tf, x);
    }
  }

  @AttributedModel
  static final class Last extends Layers {}

  @AttributedModel
  class Inner extends Layers {}

  @AttributedModel
  private static class Hidden extends Layers {}

  @AttributedModel
  static class Generic<T> extends Layers {}

  @AttributedModel
  static class Unmade extends Layers {
    private Unmade() {}
  }

  @AttributedModel
  abstract static class Unfinished extends Layers {
    abstract int units();
  }

  @AttributedModel
  sealed static class Sealed extends Layers permits Only {}

  static final class Only extends Sealed {}

  @AttributedModel
  interface Nothing {}
}
