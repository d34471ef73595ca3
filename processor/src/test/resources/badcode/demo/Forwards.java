package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Forward;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class Forwards {
  @AttributedModel
  static class None {
    @Attributable
    Operand<TFloat32> hidden(Ops tf, Operand<TFloat32> x) {
      return x;
    }
  }

  @AttributedModel
  static class Two extends None {
    @Forward
    Operand<TFloat32> one(Ops tf, Operand<TFloat32> x) {
      return x;
    }

    @Forward
    Operand<TFloat32> other(Ops tf, Operand<TFloat32> x) {
      return x;
    }
  }

  @AttributedModel
  static class WithoutLayers {
    @Forward
    Operand<TFloat32> one(Ops tf, Operand<TFloat32> x) {
      return x;
    }
  }

  static class Stray {
    @Forward
    Operand<TFloat32> one(Ops tf, Operand<TFloat32> x) {
      return x;
    }
  }

  @AttributedModel
  abstract static class Holder extends None {
    private WithLayer module;

    @Forward
    Operand<TFloat32> one(Ops tf, Operand<TFloat32> x) {
      return module.whole(tf, x);
    }
  }

  @AttributedModel
  static class WithLayer {
    @Forward
    @Attributable
    Operand<TFloat32> whole(Ops tf, Operand<TFloat32> x) {
      return x;
    }
  }
}
