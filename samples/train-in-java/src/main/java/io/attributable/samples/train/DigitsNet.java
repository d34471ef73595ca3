package io.attributable.samples.train;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Forward;
import io.attributable.Port;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.ReLU;
import org.tensorflow.framework.initializers.Glorot;
import org.tensorflow.framework.initializers.VarianceScaling;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Reads digits of 8 by 8 pixels: a convolution and two dense layers. */
@AttributedModel
class DigitsNet {
  private static final int FILTERS = 8;
  private static final int UNITS = 32;
  private static final int CLASSES = 10;

  private final Variable<TFloat32> filters;
  private final Variable<TFloat32> hiddenWeights;
  private final Variable<TFloat32> hiddenBias;
  private final Variable<TFloat32> outputWeights;
  private final Variable<TFloat32> outputBias;

  DigitsNet(Ops tf, long seed) {
    filters = weights(tf, seed, 3, 3, 1, FILTERS);
    hiddenWeights = weights(tf, seed + 1, 64 * FILTERS, UNITS);
    hiddenBias = tf.variable(tf.zeros(tf.constant(new int[] {UNITS}), TFloat32.class));
    outputWeights = weights(tf, seed + 2, UNITS, CLASSES);
    outputBias = tf.variable(tf.zeros(tf.constant(new int[] {CLASSES}), TFloat32.class));
  }

  private static Variable<TFloat32> weights(Ops tf, long seed, long... shape) {
    Glorot<TFloat32> glorot = new Glorot<>(VarianceScaling.Distribution.UNIFORM, seed);
    return tf.variable(glorot.call(tf, tf.constant(shape), TFloat32.class));
  }

  /** What enters it are the pixels. */
  @Attributable(port = Port.INPUT)
  Operand<TFloat32> convolved(Ops tf, Operand<TFloat32> pixels) {
    Operand<TFloat32> maps = tf.nn.conv2d(pixels, filters, List.of(1L, 1L, 1L, 1L), "SAME");
    return new ReLU().call(tf, maps);
  }

  @Attributable
  Operand<TFloat32> hidden(Ops tf, Operand<TFloat32> maps) {
    Operand<TFloat32> flat = tf.reshape(maps, tf.constant(new int[] {-1, 64 * FILTERS}));
    return new ReLU().call(tf, tf.math.add(tf.linalg.matMul(flat, hiddenWeights), hiddenBias));
  }

  @Forward
  Operand<TFloat32> logits(Ops tf, Operand<TFloat32> images) {
    Operand<TFloat32> features = hidden(tf, convolved(tf, images));
    return tf.math.add(tf.linalg.matMul(features, outputWeights), outputBias);
  }
}
