package io.attributable.graph.tape.rules.normalisation;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Batch normalisation by the batch's own statistics. Outputs 1 and 2 are the running statistics: a
 * weighted mean with inputs 3 and 4; TensorFlow's own rules treat these outputs as constant.
 */
final class TrainingNormalisation {
  private final RuleContext context;
  private final NodeWriter w;
  private final ChannelAxis channels;
  private final String version;
  private final float share;

  TrainingNormalisation(RuleContext context, String version) {
    this.context = context;
    this.w = context.writer();
    this.channels = new ChannelAxis(context);
    this.version = version;
    this.share =
        OptionalAttributes.has(context.node(), "exponential_avg_factor")
            ? context.attribute("exponential_avg_factor").getF()
            : 1;
  }

  /** Inputs: x, scale, offset, and the statistics so far. */
  Map<Integer, TensorRef> gradients() {
    Map<Integer, TensorRef> gradients = new HashMap<>();
    List<TensorRef> ofImage = new ArrayList<>();
    if (context.gradient(0) != null) {
      FlatNode back = back();
      ofImage.add(back.output(0));
      gradients.put(1, back.output(1));
      gradients.put(2, back.output(2));
    }
    TensorRef ofMean = context.gradient(1);
    if (ofMean != null) {
      ofImage.add(image(throughMean(ofMean)));
      gradients.put(3, times(ofMean, 1 - share));
    }
    TensorRef ofVariance = context.gradient(2);
    if (ofVariance != null) {
      ofImage.add(image(throughVariance(ofVariance)));
      gradients.put(4, times(ofVariance, 1 - share));
    }
    gradients.put(0, w.addN(ofImage));
    return gradients;
  }

  /** TensorFlow has kept the statistics in the outputs from 3 on. */
  private FlatNode back() {
    FlatNode node = context.node();
    List<TensorRef> inputs =
        new ArrayList<>(List.of(context.gradient(), context.input(0), context.input(1)));
    for (int i = 3; i < node.outputs().size(); i++) {
      inputs.add(context.output(i));
    }
    return context
        .writer()
        .op("FusedBatchNormGrad" + version, inputs)
        .like(context.node(), "T", "U", "epsilon", "data_format", "is_training")
        .writeNode();
  }

  private TensorRef exactImage() {
    return w.cast(context.input(0), w.graph().type(context.input(1)));
  }

  private TensorRef image(TensorRef exact) {
    TensorRef x = context.input(0);
    return context.writer().op("Cast", exact).typeOf("DstT", x).shapedLike(x).write();
  }

  private TensorRef throughMean(TensorRef ofMean) {
    TensorRef each = w.binary("RealDiv", times(ofMean, share), count());
    return w.mul(w.unary("OnesLike", exactImage()), channels.align(each));
  }

  /** The variance is the unbiased one: divided by the number of values less 1. */
  private TensorRef throughVariance(TensorRef ofVariance) {
    TensorRef x = exactImage();
    TensorRef one = w.scalarLike(ofVariance, 1);
    TensorRef others = w.binary("Maximum", w.binary("Sub", count(), one), one);
    TensorRef each = w.binary("RealDiv", times(ofVariance, 2 * share), others);
    return w.mul(w.binary("Sub", x, channels.align(channels.mean(x))), channels.align(each));
  }

  /** The number of values behind a channel's statistics. */
  private TensorRef count() {
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef channel = arrays.size(context.input(1));
    TensorRef count = w.binary("FloorDiv", arrays.size(context.input(0)), channel);
    return w.cast(count, w.graph().type(context.input(1)));
  }

  private TensorRef times(TensorRef x, float factor) {
    return w.mul(x, w.scalarLike(x, factor));
  }
}
