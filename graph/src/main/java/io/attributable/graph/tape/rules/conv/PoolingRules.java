package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.OpWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * Ops over windows of an image. TensorFlow's C++ gradients ({@code
 * tensorflow/cc/gradients/nn_grad.cc}) drop attributes of several: the explicit paddings of {@code
 * MaxPool}, all of {@code LRN}.
 *
 * <p>Source: {@code tensorflow/python/ops/nn_grad.py}, {@code _MaxPoolGrad}, {@code
 * _MaxPoolGradWithArgmax}, {@code _LRNGrad}, {@code _Dilation2DGrad}.
 */
public final class PoolingRules {
  private static final String[] WINDOW = {"T", "ksize", "strides", "padding"};

  private PoolingRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "MaxPool", PoolingRules::maxPool,
        "MaxPoolWithArgmax", PoolingRules::maxPoolWithArgmax,
        "LRN", PoolingRules::localResponse,
        "Dilation2D", PoolingRules::dilation,
        "ExtractImagePatches", context -> Map.of(0, new Patches(context).gradient()),
        "ExtractVolumePatches", context -> Map.of(0, new Patches(context).gradient()));
  }

  private static Map<Integer, TensorRef> maxPool(RuleContext context) {
    boolean explicit = !OptionalAttributes.numbers(context.node(), "explicit_paddings").isEmpty();
    if (!explicit && DataDependentBatch.mayBeNone(context.writer().graph(), context.input(0))) {
      return Map.of(0, maxPoolOfFew(context));
    }
    return Map.of(
        0,
        new OpWriter(context.writer(), "MaxPoolGrad")
            .like(context.node(), WINDOW)
            .like(context.node(), "explicit_paddings", "data_format")
            .inputs(context.input(0), context.output(0), context.gradient())
            .shapedLike(context.input(0))
            .write());
  }

  /**
   * For an empty batch the kernel of {@code MaxPoolGrad} ends the process on a CPU. This op does
   * not, but is slower.
   */
  private static TensorRef maxPoolOfFew(RuleContext context) {
    return new OpWriter(context.writer(), "MaxPoolGradV2")
        .like(context.node(), "T", "padding", "data_format")
        .inputs(
            context.input(0),
            context.output(0),
            context.gradient(),
            numbers(context, "ksize"),
            numbers(context, "strides"))
        .shapedLike(context.input(0))
        .write();
  }

  private static TensorRef numbers(RuleContext context, String attribute) {
    return context
        .writer()
        .ints(
            OptionalAttributes.numbers(context.node(), attribute).stream()
                .mapToInt(Math::toIntExact)
                .toArray());
  }

  private static Map<Integer, TensorRef> maxPoolWithArgmax(RuleContext context) {
    return Map.of(
        0,
        new OpWriter(context.writer(), "MaxPoolGradWithArgmax")
            .like(context.node(), WINDOW)
            .like(context.node(), "include_batch_in_index")
            .with("Targmax", DataType.DT_INT64)
            .inputs(
                context.input(0),
                context.gradient(),
                context.writer().cast(context.output(1), DataType.DT_INT64))
            .shapedLike(context.input(0))
            .write());
  }

  private static Map<Integer, TensorRef> localResponse(RuleContext context) {
    return Map.of(
        0,
        new OpWriter(context.writer(), "LRNGrad")
            .like(context.node(), "T", "depth_radius", "bias", "alpha", "beta")
            .inputs(context.gradient(), context.input(0), context.output(0))
            .shapedLike(context.input(0))
            .write());
  }

  /** Morphological dilation. Inputs: image and filter. */
  private static Map<Integer, TensorRef> dilation(RuleContext context) {
    Map<Integer, TensorRef> gradients = new HashMap<>();
    for (int i = 0; i < 2; i++) {
      if (context.needs(i)) {
        gradients.put(
            i,
            new OpWriter(
                    context.writer(),
                    i == 0 ? "Dilation2DBackpropInput" : "Dilation2DBackpropFilter")
                .like(context.node(), "T", "strides", "rates", "padding")
                .inputs(context.input(0), context.input(1), context.gradient())
                .shapedLike(context.input(i))
                .write());
      }
    }
    return gradients;
  }
}
