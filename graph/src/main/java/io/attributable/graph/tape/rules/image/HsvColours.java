package io.attributable.graph.tape.rules.image;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The colours of an image's pixels: the largest and the smallest channel, and the hue, in sixths of
 * the circle. Of equal channels the first in the order red, green, blue counts as the largest, and
 * the first in the order blue, green, red as the smallest, as in TensorFlow. A grey pixel has hue
 * 0.
 *
 * <p>Source: {@code tensorflow/core/kernels/image/colorspace_op.h}, {@code RGBToHSV}; the model:
 * Smith (1978), Color Gamut Transform Pairs, SIGGRAPH, doi:10.1145/800248.807361.
 */
final class HsvColours {
  private static final int CHANNELS = 3;

  private final RuleContext context;
  private final NodeWriter w;
  private final TensorRef image;
  private final List<TensorRef> channels;
  private final List<TensorRef> isMax;
  private final List<TensorRef> isMin;
  private final TensorRef max;
  private final TensorRef min;
  private final TensorRef range;
  private final TensorRef lead;

  HsvColours(RuleContext context, TensorRef image) {
    this.context = context;
    this.w = context.writer();
    this.image = image;
    this.channels = split(context, image);
    this.max = extreme("Maximum");
    this.min = extreme("Minimum");
    this.range = w.binary("Sub", max, min);
    this.isMax = first(max, 0, 1, 2);
    this.isMin = first(min, 2, 1, 0);
    this.lead = lead();
  }

  /** The channels of an image, or of its gradient. */
  static List<TensorRef> split(RuleContext context, TensorRef image) {
    FlatNode parts =
        context.writer().op("Unpack", image).with("num", CHANNELS).with("axis", -1).writeNode();
    return IntStream.range(0, CHANNELS).mapToObj(parts::output).toList();
  }

  /** Channels stacked, shaped like an image. */
  static TensorRef join(RuleContext context, List<TensorRef> channels, TensorRef image) {
    return context.writer().op("Pack", channels).with("axis", -1).shapedLike(image).write();
  }

  TensorRef max() {
    return max;
  }

  TensorRef min() {
    return min;
  }

  TensorRef range() {
    return range;
  }

  /** From 0 up to 6: red, green at 2, blue at 4. */
  TensorRef hue() {
    TensorRef isColoured = w.unary("Sign", range);
    TensorRef begin = w.binary("AddV2", times(isMax.get(1), 2), times(isMax.get(2), 4));
    TensorRef hue = w.binary("AddV2", w.binary("DivNoNan", lead, range), w.mul(isColoured, begin));
    return w.binary("FloorMod", hue, w.scalarLike(hue, 6));
  }

  /** The image's gradient from those of hue, maximum and minimum. */
  TensorRef back(TensorRef ofHue, TensorRef ofMax, TensorRef ofMin) {
    TensorRef ofLead = w.binary("DivNoNan", ofHue, range);
    TensorRef ofRange = w.binary("DivNoNan", w.mul(ofLead, lead), range);
    TensorRef high = w.binary("Sub", ofMax, ofRange);
    TensorRef low = w.binary("AddV2", ofMin, ofRange);
    List<TensorRef> gradients =
        IntStream.range(0, CHANNELS).mapToObj(i -> ofChannel(i, ofLead, high, low)).toList();
    return join(context, gradients, image);
  }

  private TensorRef ofChannel(int channel, TensorRef ofLead, TensorRef high, TensorRef low) {
    TensorRef sign = w.binary("Sub", isMax.get(before(channel)), isMax.get(after(channel)));
    TensorRef extremes =
        w.binary("AddV2", w.mul(isMax.get(channel), high), w.mul(isMin.get(channel), low));
    return w.binary("AddV2", extremes, w.mul(sign, ofLead));
  }

  private static int after(int channel) {
    return (channel + 1) % CHANNELS;
  }

  private static int before(int channel) {
    return (channel + 2) % CHANNELS;
  }

  /** The channel after the largest one less the channel before it. */
  private TensorRef lead() {
    return w.addN(
        IntStream.range(0, CHANNELS)
            .mapToObj(
                i -> {
                  TensorRef ahead =
                      w.binary("Sub", channels.get(after(i)), channels.get(before(i)));
                  return w.mul(isMax.get(i), ahead);
                })
            .toList());
  }

  private TensorRef extreme(String op) {
    return w.binary(op, channels.get(0), w.binary(op, channels.get(1), channels.get(2)));
  }

  /** 1 for the first channel, in an order, that equals an extreme; 0 for the others. */
  private List<TensorRef> first(TensorRef extreme, int first, int second, int third) {
    TensorRef one = w.scalarLike(extreme, 1);
    TensorRef isFirst = equal(channels.get(first), extreme);
    TensorRef isNotFirst = w.binary("Sub", one, isFirst);
    TensorRef isSecond = w.mul(isNotFirst, equal(channels.get(second), extreme));
    TensorRef isThird = w.binary("Sub", isNotFirst, isSecond);
    TensorRef[] flags = new TensorRef[CHANNELS];
    flags[first] = isFirst;
    flags[second] = isSecond;
    flags[third] = isThird;
    return List.of(flags);
  }

  private TensorRef equal(TensorRef a, TensorRef b) {
    return new ArrayWriter(context.writer()).equal(a, b, w.graph().type(a));
  }

  private TensorRef times(TensorRef x, int factor) {
    return w.mul(x, w.scalarLike(x, factor));
  }
}
