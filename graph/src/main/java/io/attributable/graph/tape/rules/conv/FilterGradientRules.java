package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.OpWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * The gradients of convolutions with respect to their filters, in models that compute gradients
 * themselves. They are bilinear in the image and the result's gradient.
 *
 * <p>Source: {@code tensorflow/python/ops/nn_grad.py}, {@code _Conv2DBackpropFilterGrad}, {@code
 * _DepthwiseConv2dNativeBackpropFilterGrad}, {@code _Conv3DBackpropFilterGrad}.
 */
public final class FilterGradientRules {
  private static final String[] SHARED = {
    "T", "strides", "padding", "explicit_paddings", "data_format", "dilations", "use_cudnn_on_gpu"
  };

  private FilterGradientRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "Conv2DBackpropFilter", context -> gradients(context, "Conv2D", "Conv2DBackpropInput"),
        "DepthwiseConv2dNativeBackpropFilter",
            context ->
                gradients(context, "DepthwiseConv2dNative", "DepthwiseConv2dNativeBackpropInput"),
        "Conv3DBackpropFilterV2", context -> gradients(context, "Conv3D", "Conv3DBackpropInputV2"));
  }

  /** Inputs: the image, the sizes of the filter, and the convolution's gradient. */
  private static Map<Integer, TensorRef> gradients(
      RuleContext context, String convolution, String toImage) {
    TensorRef image = context.input(0);
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(0)) {
      TensorRef sizes = context.writer().shapeOf(image, DataType.DT_INT32);
      OpWriter back = like(context, toImage).inputs(sizes, context.gradient(), context.input(2));
      gradients.put(0, back.shapedLike(image).write());
    }
    if (context.needs(2)) {
      gradients.put(
          2,
          like(context, convolution)
              .inputs(image, context.gradient())
              .shapedLike(context.input(2))
              .write());
    }
    return gradients;
  }

  private static OpWriter like(RuleContext context, String op) {
    OpWriter writer = context.writer().op(op).like(context.node(), SHARED);
    return op.equals("Conv3DBackpropInputV2") ? writer.with("Tshape", DataType.DT_INT32) : writer;
  }
}
