package io.attributable.graph.tape.rules.image;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Colours converted and adjusted. Python differentiates only the first of these ops.
 *
 * <p>Source: {@code tensorflow/python/ops/image_grad.py}, {@code _RGBToHSVGrad}; forward: {@code
 * tensorflow/core/kernels/image/colorspace_op.h}, {@code adjust_hue_op.cc}, {@code
 * adjust_saturation_op.cc}, {@code adjust_contrast_op.h}.
 */
public final class ColourRules {
  private ColourRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "RGBToHSV", ColourRules::toHue,
        "HSVToRGB", ColourRules::fromHue,
        "AdjustHue", ColourRules::hue,
        "AdjustSaturation", ColourRules::saturation,
        "AdjustContrastv2", ColourRules::contrast);
  }

  private static Map<Integer, TensorRef> toHue(RuleContext context) {
    NodeWriter w = context.writer();
    HsvColours colours = new HsvColours(context, context.input(0));
    List<TensorRef> dy = HsvColours.split(context, context.gradient());
    Saturation saturation = new Saturation(context, colours);
    TensorRef ofHue = w.mul(dy.get(0), w.scalarLike(dy.get(0), 1 / 6.0));
    TensorRef ofMax = w.binary("AddV2", dy.get(2), saturation.ofMax(dy.get(1)));
    return Map.of(0, colours.back(ofHue, ofMax, saturation.ofMin(dy.get(1))));
  }

  /** Each channel is v - v s (1 - w) with its weight w at the hue. */
  private static Map<Integer, TensorRef> fromHue(RuleContext context) {
    NodeWriter w = context.writer();
    List<TensorRef> x = HsvColours.split(context, context.input(0));
    TensorRef s = x.get(1);
    TensorRef v = x.get(2);
    TensorRef six = w.scalarLike(v, 6);
    HueWeights shares = new HueWeights(context, w.mul(x.get(0), six), context.gradient());
    TensorRef less = w.binary("Sub", shares.ofShared(), shares.ofAll());
    TensorRef ofHue = w.mul(w.mul(six, w.mul(s, v)), shares.ofHue());
    TensorRef ofValue = w.binary("AddV2", shares.ofAll(), w.mul(s, less));
    return Map.of(
        0, HsvColours.join(context, List.of(ofHue, w.mul(v, less), ofValue), context.input(0)));
  }

  /** Inputs: the image, and the shift of the hue, as a part of the circle. */
  private static Map<Integer, TensorRef> hue(RuleContext context) {
    NodeWriter w = context.writer();
    HsvColours colours = new HsvColours(context, context.input(0));
    TensorRef given = w.cast(context.input(1), w.graph().type(context.input(0)));
    TensorRef six = w.scalarLike(given, 6);
    TensorRef shifted = w.binary("AddV2", colours.hue(), w.mul(given, six));
    HueWeights shares =
        new HueWeights(context, w.binary("FloorMod", shifted, six), context.gradient());
    TensorRef ofHue = w.mul(colours.range(), shares.ofHue());
    TensorRef ofMin = w.binary("Sub", shares.ofAll(), shares.ofShared());
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(0, colours.back(ofHue, shares.ofShared(), ofMin));
    if (context.needs(1)) {
      gradients.put(1, total(context, w.mul(ofHue, six)));
    }
    return gradients;
  }

  /** Inputs: the image, and a factor for the saturation, which is clipped to 1. */
  private static Map<Integer, TensorRef> saturation(RuleContext context) {
    NodeWriter w = context.writer();
    HsvColours colours = new HsvColours(context, context.input(0));
    Saturation saturation = new Saturation(context, colours);
    TensorRef factor = w.cast(context.input(1), w.graph().type(context.input(0)));
    TensorRef wanted = w.mul(saturation.value(), factor);
    TensorRef clipped = saturation.clipped(wanted);
    HueWeights shares = new HueWeights(context, colours.hue(), context.gradient());
    TensorRef less = w.binary("Sub", shares.ofShared(), shares.ofAll());
    TensorRef within =
        new ArrayWriter(context.writer()).equal(wanted, clipped, w.graph().type(wanted));
    TensorRef ofWanted = w.mul(within, w.mul(colours.max(), less));
    TensorRef ofSaturation = w.mul(ofWanted, factor);
    TensorRef ofHue = w.mul(w.mul(colours.max(), clipped), shares.ofHue());
    TensorRef ofMax = w.binary("AddV2", shares.ofAll(), w.mul(clipped, less));
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(
        0,
        colours.back(
            ofHue,
            w.binary("AddV2", ofMax, saturation.ofMax(ofSaturation)),
            saturation.ofMin(ofSaturation)));
    if (context.needs(1)) {
      gradients.put(1, total(context, w.mul(ofWanted, saturation.value())));
    }
    return gradients;
  }

  /** Inputs: the image, and a factor for the deviation from the mean of each channel. */
  private static Map<Integer, TensorRef> contrast(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef x = context.input(0);
    TensorRef dy = context.gradient();
    TensorRef factor = w.cast(context.input(1), w.graph().type(x));
    TensorRef ofMean = w.binary("Sub", mean(context, dy), w.mul(factor, mean(context, dy)));
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(
        0, w.binary("AddV2", new ArrayWriter(context.writer()).mul(dy, factor, x), ofMean));
    if (context.needs(1)) {
      TensorRef distance = w.binary("Sub", x, mean(context, x));
      gradients.put(1, total(context, w.mul(dy, distance)));
    }
    return gradients;
  }

  /** The mean over height and width. */
  private static TensorRef mean(RuleContext context, TensorRef image) {
    return context
        .writer()
        .op("Mean", image, context.writer().ints(-3, -2))
        .with("keep_dims", true)
        .write();
  }

  private static TensorRef total(RuleContext context, TensorRef x) {
    NodeWriter w = context.writer();
    TensorRef exact = w.cast(x, DataType.DT_FLOAT);
    TensorRef flat = w.reshape(exact, w.ints(-1), Shape.of(Shape.UNKNOWN_SIZE));
    return w.sum(flat, w.ints(0), false);
  }
}
