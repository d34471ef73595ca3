package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Forward;
import io.attributable.Port;
import java.io.IOException;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Two inputs, two outputs, a layer in a loop, nested modules, an inherited layer, an input port. */
@AttributedModel(output = "scores")
public abstract class TwinNet extends Dense {
  /** What the model returns. */
  public record Answers(Operand<TFloat32> scores, Operand<TFloat32> level) {}

  final Gate gate;
  private final List<GateRecorded> blocks;
  private final Variable<TFloat32> first;
  private final Variable<TFloat32> again;
  private final int steps;

  protected TwinNet(Ops tf, int steps) throws IOException {
    if (steps < 0) {
      throw new IOException("steps");
    }
    this.steps = steps;
    gate = new GateRecorded(tf, 0.5f);
    blocks = List.of(new GateRecorded(tf, 0.7f), new GateRecorded(tf, -0.2f));
    first = tf.variable(tf.constant(new float[][] {{1f, -0.5f, 0.3f}, {0.2f, 0.8f, -1f}}));
    again =
        tf.variable(
            tf.constant(
                new float[][] {{0.9f, 0.1f, -0.4f}, {-0.3f, 1.1f, 0.2f}, {0.5f, -0.6f, 0.7f}}));
  }

  protected List<GateRecorded> getBlocks() {
    return blocks;
  }

  @Attributable(port = Port.INPUT)
  Operand<TFloat32> step(Ops tf, Operand<TFloat32> call) {
    return dense(tf, call, again);
  }

  @Attributable
  <T extends org.tensorflow.types.family.TNumber> Operand<T> tail(Ops tf, Operand<T> x) {
    return tf.math.sigmoid(x);
  }

  @Forward
  public Answers answers(Ops tf, Operand<TFloat32> left, Operand<TFloat32> right, boolean deep) {
    Operand<TFloat32> state = dense(tf, left, first);
    for (int i = 0; i < steps; i++) {
      state = step(tf, state);
    }
    Operand<TFloat32> gated = gate.gated(tf, state, right);
    if (deep) {
      for (Gate block : blocks) {
        gated = block.gated(tf, gated, right);
      }
    }
    return new Answers(gated, tf.reduceSum(tail(tf, gated), tf.constant(1)));
  }
}
