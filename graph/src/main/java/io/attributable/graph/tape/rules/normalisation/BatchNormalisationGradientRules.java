package io.attributable.graph.tape.rules.normalisation;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * The gradient of batch normalisation's gradient, in models that compute gradients themselves.
 *
 * <p>With n the normalised image, r the inverse deviation, s the scale, and P(v) what is left of v
 * without its mean and without its part along n, the op gives: s r P(dy) for the image, the sum of
 * dy n for the scale, the sum of dy for the offset. By statistics that are given, P(v) is v.
 *
 * <p>Source: {@code tensorflow/python/ops/nn_fused_batch_norm_grad.py}, {@code
 * _FusedBatchNormGradGrad}.
 */
public final class BatchNormalisationGradientRules {
  private final RuleContext context;
  private final NodeWriter w;
  private final ChannelAxis channels;
  private final boolean training;
  private final TensorRef scale;
  private final TensorRef dy;
  private final TensorRef fromMean;
  private final TensorRef inverse;
  private final TensorRef normal;
  private final TensorRef ofImage;
  private final TensorRef ofScale;

  private BatchNormalisationGradientRules(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.channels = new ChannelAxis(context);
    this.training = context.attribute("is_training").getB();
    this.scale = context.input(2);
    this.dy = exact(context.input(0));
    this.ofImage = exact(gradient(0));
    this.ofScale = gradient(1);
    TensorRef x = exact(context.input(1));
    TensorRef mean = training ? channels.mean(x) : context.input(3);
    this.fromMean = w.binary("Sub", x, channels.align(mean));
    this.inverse = inverse();
    this.normal = w.mul(fromMean, channels.align(inverse));
  }

  public static Map<String, GradientRule> all() {
    GradientRule rule = context -> new BatchNormalisationGradientRules(context).gradients();
    return Map.of(
        "FusedBatchNormGrad", rule, "FusedBatchNormGradV2", rule, "FusedBatchNormGradV3", rule);
  }

  private TensorRef gradient(int output) {
    TensorRef gradient = context.gradient(output);
    return gradient != null ? gradient : w.unary("ZerosLike", context.output(output));
  }

  /** In the precision of the scale. */
  private TensorRef exact(TensorRef x) {
    return w.cast(x, w.graph().type(scale));
  }

  private TensorRef inverse() {
    TensorRef variance = training ? channels.mean(w.unary("Square", fromMean)) : context.input(4);
    TensorRef epsilon = w.scalarLike(variance, context.attribute("epsilon").getF());
    return w.unary("Rsqrt", w.binary("AddV2", variance, epsilon));
  }

  /** Inputs: dy, x, the scale, and the statistics. */
  private Map<Integer, TensorRef> gradients() {
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(0)) {
      gradients.put(0, like(0, ofDy()));
    }
    if (context.needs(1)) {
      gradients.put(1, like(1, training ? ofTrainedX() : perChannel(w.mul(ofScale, inverse), dy)));
    }
    if (context.needs(2)) {
      gradients.put(2, w.mul(channels.sum(w.mul(ofImage, projected(dy))), inverse));
    }
    if (!training) {
      ofStatistics(gradients);
    }
    return gradients;
  }

  private TensorRef like(int input, TensorRef x) {
    TensorRef wanted = context.input(input);
    return context.writer().op("Cast", x).typeOf("DstT", wanted).shapedLike(wanted).write();
  }

  private TensorRef perChannel(TensorRef factor, TensorRef x) {
    return w.mul(channels.align(factor), x);
  }

  private TensorRef projected(TensorRef x) {
    if (!training) {
      return x;
    }
    TensorRef centred = w.binary("Sub", x, channels.align(channels.mean(x)));
    return w.binary("Sub", centred, perChannel(channels.mean(w.mul(x, normal)), normal));
  }

  private TensorRef ofDy() {
    TensorRef image = perChannel(w.mul(scale, inverse), projected(ofImage));
    TensorRef ofBoth = w.binary("AddV2", image, perChannel(ofScale, normal));
    return w.binary("AddV2", ofBoth, channels.align(gradient(2)));
  }

  /** Through n, and through r. */
  private TensorRef ofTrainedX() {
    TensorRef alongDy = perChannel(channels.mean(w.mul(dy, normal)), ofImage);
    TensorRef alongImage = perChannel(channels.mean(w.mul(ofImage, normal)), dy);
    TensorRef along = w.binary("AddV2", alongDy, alongImage);
    TensorRef ofNormal =
        w.binary("Sub", perChannel(ofScale, dy), perChannel(w.mul(scale, inverse), along));
    TensorRef mean = channels.mean(w.mul(ofImage, projected(dy)));
    TensorRef ofInverse = w.mul(w.mul(scale, mean), w.unary("Square", inverse));
    return w.binary("Sub", perChannel(inverse, projected(ofNormal)), perChannel(ofInverse, normal));
  }

  private void ofStatistics(Map<Integer, TensorRef> gradients) {
    if (context.needs(3)) {
      gradients.put(3, w.neg(w.mul(w.mul(ofScale, inverse), channels.sum(dy))));
    }
    if (context.needs(4)) {
      TensorRef image = w.mul(scale, channels.sum(w.mul(ofImage, dy)));
      TensorRef ofFactor = w.mul(ofScale, channels.sum(w.mul(dy, fromMean)));
      TensorRef cube = w.mul(inverse, w.unary("Square", inverse));
      TensorRef slope = w.mul(cube, w.scalarLike(cube, -0.5));
      gradients.put(4, w.mul(slope, w.binary("AddV2", image, ofFactor)));
    }
  }
}
