package io.attributable.graph.tape.rules;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.proto.DataType;

/** Ops that look at windows of an image. The C++ registry forgets most of their attributes. */
final class PoolingRules {
  private static final String[] WINDOW = {"T", "ksize", "strides", "padding"};

  private PoolingRules() {}

  static Map<String, GradientRule> all() {
    return Map.of(
        "MaxPool", PoolingRules::maxPool,
        "MaxPoolWithArgmax", PoolingRules::maxPoolWithArgmax,
        "LRN", PoolingRules::localResponse,
        "Dilation2D", PoolingRules::dilation,
        "ExtractImagePatches", context -> Map.of(0, new Patches(context).gradient()),
        "ExtractVolumePatches", context -> Map.of(0, new Patches(context).gradient()));
  }

  private static Map<Integer, TensorRef> maxPool(RuleContext context) {
    return Map.of(
        0,
        new OpWriter(context, "MaxPoolGrad")
            .like(WINDOW)
            .like("explicit_paddings", "data_format")
            .inputs(context.input(0), context.output(0), context.gradient())
            .shapedLike(context.input(0))
            .write());
  }

  private static Map<Integer, TensorRef> maxPoolWithArgmax(RuleContext context) {
    return Map.of(
        0,
        new OpWriter(context, "MaxPoolGradWithArgmax")
            .like(WINDOW)
            .like("include_batch_in_index")
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
        new OpWriter(context, "LRNGrad")
            .like("T", "depth_radius", "bias", "alpha", "beta")
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
            new OpWriter(context, i == 0 ? "Dilation2DBackpropInput" : "Dilation2DBackpropFilter")
                .like("T", "strides", "rates", "padding")
                .inputs(context.input(0), context.input(1), context.gradient())
                .shapedLike(context.input(i))
                .write());
      }
    }
    return gradients;
  }
}
