package io.attributable.graph.tape.rules;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.NodeWriter;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Convolutions in three dimensions, which the C++ registry lacks. */
final class ConvolutionRules {
  private static final String[] SHARED = {"T", "strides", "padding", "data_format", "dilations"};

  private ConvolutionRules() {}

  static Map<String, GradientRule> all() {
    return Map.of(
        "Conv3D", ConvolutionRules::conv3d,
        "Conv3DBackpropInputV2", ConvolutionRules::transposedConv3d);
  }

  private static Map<Integer, TensorRef> conv3d(RuleContext context) {
    TensorRef image = context.input(0);
    TensorRef filter = context.input(1);
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(0)) {
      TensorRef sizes = context.writer().shapeOf(image, DataType.DT_INT32);
      gradients.put(
          0,
          add(context, "Conv3DBackpropInputV2", List.of(sizes, filter, context.gradient()), image));
    }
    if (context.needs(1)) {
      gradients.put(1, filterGradient(context, image, filter, context.gradient()));
    }
    return gradients;
  }

  /** Inputs: sizes, filter, and the tensor that is convolved back. */
  private static Map<Integer, TensorRef> transposedConv3d(RuleContext context) {
    TensorRef filter = context.input(1);
    TensorRef small = context.input(2);
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(1)) {
      gradients.put(1, filterGradient(context, context.gradient(), filter, small));
    }
    if (context.needs(2)) {
      gradients.put(2, add(context, "Conv3D", List.of(context.gradient(), filter), small));
    }
    return gradients;
  }

  private static TensorRef filterGradient(
      RuleContext context, TensorRef image, TensorRef filter, TensorRef result) {
    TensorRef sizes = context.writer().shapeOf(filter, DataType.DT_INT32);
    return add(context, "Conv3DBackpropFilterV2", List.of(image, sizes, result), filter);
  }

  private static TensorRef add(
      RuleContext context, String op, List<TensorRef> inputs, TensorRef shapedLike) {
    NodeWriter writer = context.writer();
    Map<String, AttrValue> attributes = new HashMap<>();
    for (String name : SHARED) {
      attributes.put(name, context.attribute(name));
    }
    if (op.equals("Conv3DBackpropInputV2")) {
      attributes.put("Tshape", Attributes.of(DataType.DT_INT32));
    }
    Shape shape = writer.graph().shape(shapedLike);
    return writer.graph().add(op, op, inputs, attributes, shape);
  }
}
