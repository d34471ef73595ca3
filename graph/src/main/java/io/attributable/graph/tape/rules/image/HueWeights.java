package io.attributable.graph.tape.rules.image;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The weight of each channel between the smallest (0) and the largest one (1) at a hue, in sixths
 * of the circle: within one sixth of its own hue a channel has weight 1, and one sixth further on
 * either side the weight falls to 0.
 *
 * <p>Source: {@code tensorflow/core/kernels/image/colorspace_op.h}, {@code HSVToRGB}.
 */
final class HueWeights {
  private static final int CHANNELS = 3;

  private final RuleContext context;
  private final NodeWriter w;
  private final TensorRef hue;
  private final List<TensorRef> dy;

  /** For a gradient of all channels. */
  HueWeights(RuleContext context, TensorRef hue, TensorRef dy) {
    this.context = context;
    this.w = context.writer();
    this.hue = hue;
    this.dy = HsvColours.split(context, dy);
  }

  /** The gradient of a term that is added to all channels. */
  TensorRef ofAll() {
    return w.addN(dy);
  }

  /** The gradient of a term that each channel has times its weight. */
  TensorRef ofShared() {
    return summed(i -> clipped(raw(i)));
  }

  /** The gradient of the hue, for a range of one. */
  TensorRef ofHue() {
    return summed(
        i -> {
          TensorRef raw = raw(i);
          TensorRef slope = w.unary("Sign", w.binary("Sub", hue, constant(centre(i))));
          TensorRef within = isEqual(raw, clipped(raw));
          TensorRef signed = i == 0 ? slope : w.neg(slope);
          return w.mul(signed, within);
        });
  }

  private TensorRef summed(IntFunction<TensorRef> factor) {
    return w.addN(
        IntStream.range(0, CHANNELS).mapToObj(i -> w.mul(dy.get(i), factor.apply(i))).toList());
  }

  /** Red is at both ends of the circle, so its distance is taken from the opposite hue. */
  private TensorRef raw(int channel) {
    TensorRef distance = w.unary("Abs", w.binary("Sub", hue, constant(centre(channel))));
    return channel == 0
        ? w.binary("Sub", distance, constant(1))
        : w.binary("Sub", constant(2), distance);
  }

  private static int centre(int channel) {
    return channel == 0 ? 3 : 2 * channel;
  }

  private TensorRef clipped(TensorRef x) {
    return w.binary("Minimum", w.binary("Maximum", x, constant(0)), constant(1));
  }

  private TensorRef isEqual(TensorRef a, TensorRef b) {
    return new ArrayWriter(context.writer()).equal(a, b, w.graph().type(a));
  }

  private TensorRef constant(int value) {
    return w.scalarLike(hue, value);
  }
}
