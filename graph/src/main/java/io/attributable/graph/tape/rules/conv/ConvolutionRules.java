package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.OpWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Convolutions, by the ops that TensorFlow has for their gradients. TensorFlow's C++ gradients
 * ({@code tensorflow/cc/gradients/nn_grad.cc}) lack those in three dimensions, and {@code
 * Conv2DGrad} drops dilations and explicit paddings in two.
 *
 * <p>Source: {@code tensorflow/python/ops/nn_grad.py}, {@code _Conv2DGrad}, {@code
 * _DepthwiseConv2dNativeGrad}, {@code _Conv3DGrad}, {@code _Conv2DBackpropInputGrad}.
 */
public final class ConvolutionRules {
  private static final String[] SHARED = {
    "T", "strides", "padding", "explicit_paddings", "data_format", "dilations", "use_cudnn_on_gpu"
  };
  private static final Family FLAT =
      new Family("Conv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter");
  private static final Family DEPTHWISE =
      new Family(
          "DepthwiseConv2dNative",
          "DepthwiseConv2dNativeBackpropInput",
          "DepthwiseConv2dNativeBackpropFilter");
  private static final Family DEEP =
      new Family("Conv3D", "Conv3DBackpropInputV2", "Conv3DBackpropFilterV2");

  /** A convolution and the ops for the gradients of its inputs. */
  private record Family(String forward, String toImage, String toFilter) {}

  private ConvolutionRules() {}

  public static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    for (Family family : new Family[] {FLAT, DEPTHWISE, DEEP}) {
      rules.put(family.forward(), context -> convolution(context, family));
      rules.put(family.toImage(), context -> transposed(context, family));
    }
    rules.put(
        FLAT.forward(),
        context ->
            DilatedConvolution.of(context)
                .map(DilatedConvolution::gradients)
                .orElseGet(() -> convolution(context, FLAT)));
    return rules;
  }

  /** Inputs: image and filter. */
  private static Map<Integer, TensorRef> convolution(RuleContext context, Family family) {
    TensorRef image = context.input(0);
    TensorRef filter = context.input(1);
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(0)) {
      NodeWriter w = context.writer();
      gradients.put(
          0,
          like(context, family.toImage())
              .inputs(w.shapeOf(image, DataType.DT_INT32), filter, context.gradient())
              .shapedLike(image)
              .write());
    }
    if (context.needs(1)) {
      gradients.put(1, ofFilter(context, family, image, filter, context.gradient()));
    }
    return gradients;
  }

  /**
   * A transposed convolution. Inputs: the sizes of the result, filter, and the image to be
   * enlarged.
   */
  private static Map<Integer, TensorRef> transposed(RuleContext context, Family family) {
    TensorRef filter = context.input(1);
    TensorRef small = context.input(2);
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(1)) {
      gradients.put(1, ofFilter(context, family, context.gradient(), filter, small));
    }
    if (context.needs(2)) {
      gradients.put(
          2,
          like(context, family.forward())
              .inputs(context.gradient(), filter)
              .shapedLike(small)
              .write());
    }
    return gradients;
  }

  private static TensorRef ofFilter(
      RuleContext context, Family family, TensorRef image, TensorRef filter, TensorRef result) {
    TensorRef sizes = context.writer().shapeOf(filter, DataType.DT_INT32);
    TensorRef gradient =
        like(context, family.toFilter()).inputs(image, sizes, result).shapedLike(filter).write();
    return family.equals(DEPTHWISE)
        ? zerosWithoutImages(context, gradient, image, filter)
        : gradient;
  }

  /** For an empty batch, TensorFlow's kernel returns uninitialised memory. */
  private static TensorRef zerosWithoutImages(
      RuleContext context, TensorRef gradient, TensorRef image, TensorRef filter) {
    NodeWriter w = context.writer();
    Shape known = w.graph().shape(image);
    if (!known.isUnknown() && known.get(0) > 0) {
      return gradient;
    }
    TensorRef size = new ArrayWriter(context.writer()).size(image);
    TensorRef isEmpty = context.writer().op("Equal", size, w.scalar(0)).write();
    TensorRef zeros = w.unary("ZerosLike", filter);
    return context.writer().op("SelectV2", isEmpty, zeros, gradient).shapedLike(filter).write();
  }

  /** Attributes that the ops in three dimensions do not have are missing in the forward op, too. */
  private static OpWriter like(RuleContext context, String op) {
    OpWriter writer = context.writer().op(op).like(context.node(), SHARED);
    return op.equals("Conv3DBackpropInputV2") ? writer.with("Tshape", DataType.DT_INT32) : writer;
  }
}
