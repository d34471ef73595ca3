package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
        "MaxPool3D", VolumePoolGradient::of,
        "MaxPoolWithArgmax", PoolingRules::maxPoolWithArgmax,
        "LRN", PoolingRules::localResponse,
        "Dilation2D", PoolingRules::dilation,
        "ExtractImagePatches", context -> Map.of(0, new Patches(context).gradient()),
        "ExtractVolumePatches", context -> Map.of(0, new Patches(context).gradient()));
  }

  private static Map<Integer, TensorRef> maxPool(RuleContext context) {
    return Map.of(
        0,
        maxPoolGradient(
            context,
            List.of(context.input(0), context.output(0), context.gradient()),
            OptionalAttributes.numbers(context.node(), "ksize"),
            OptionalAttributes.numbers(context.node(), "strides"),
            "padding",
            "data_format"));
  }

  /**
   * The gradient of maximum pooling over pictures, for a rule of an op that pools. For an empty
   * batch the kernel of {@code MaxPoolGrad} ends the process on a CPU; that of {@code
   * MaxPoolGradV2} does not, but is slower.
   *
   * @param tensors what is pooled, what comes of it, and the gradient of that
   * @param like the attributes that are the op's own
   */
  static TensorRef maxPoolGradient(
      RuleContext context,
      List<TensorRef> tensors,
      List<Long> sizes,
      List<Long> strides,
      String... like) {
    NodeWriter w = context.writer();
    boolean explicit = !OptionalAttributes.numbers(context.node(), "explicit_paddings").isEmpty();
    if (!explicit && DataDependentBatch.mayBeNone(w.graph(), context.input(0))) {
      List<TensorRef> inputs = new ArrayList<>(tensors);
      inputs.add(vector(w, sizes));
      inputs.add(vector(w, strides));
      return w.op("MaxPoolGradV2", inputs)
          .like(context.node(), like)
          .shapedLike(tensors.get(0))
          .write();
    }
    return w.op("MaxPoolGrad", tensors)
        .with("ksize", sizes)
        .with("strides", strides)
        .like(context.node(), like)
        .like(context.node(), "explicit_paddings")
        .shapedLike(tensors.get(0))
        .write();
  }

  private static TensorRef vector(NodeWriter w, List<Long> values) {
    return w.ints(values.stream().mapToInt(Math::toIntExact).toArray());
  }

  private static Map<Integer, TensorRef> maxPoolWithArgmax(RuleContext context) {
    return Map.of(
        0,
        context
            .writer()
            .op(
                "MaxPoolGradWithArgmax",
                context.input(0),
                context.gradient(),
                context.writer().cast(context.output(1), DataType.DT_INT64))
            .like(context.node(), WINDOW)
            .like(context.node(), "include_batch_in_index")
            .shapedLike(context.input(0))
            .write());
  }

  private static Map<Integer, TensorRef> localResponse(RuleContext context) {
    return Map.of(
        0,
        context
            .writer()
            .op("LRNGrad", context.gradient(), context.input(0), context.output(0))
            .like(context.node(), "depth_radius", "bias", "alpha", "beta")
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
            context
                .writer()
                .op(
                    i == 0 ? "Dilation2DBackpropInput" : "Dilation2DBackpropFilter",
                    context.input(0),
                    context.input(1),
                    context.gradient())
                .like(context.node(), "T", "strides", "rates", "padding")
                .shapedLike(context.input(i))
                .write());
      }
    }
    return gradients;
  }
}
