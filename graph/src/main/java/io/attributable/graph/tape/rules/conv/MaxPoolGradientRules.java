package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.OpWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The gradients of maximum pooling, in models that compute gradients themselves. They are linear in
 * the gradient, input 2, and piecewise constant in the pooled values, inputs 0 and 1: these matter
 * only where another value becomes the maximum.
 *
 * <p>Source: {@code tensorflow/python/ops/nn_grad.py}, {@code _MaxPoolGradGrad}, {@code
 * _MaxPoolGradGradV2}, {@code _MaxPoolGradGradGrad}, {@code _MaxPool3DGradGrad}.
 */
public final class MaxPoolGradientRules {
  private static final String[] WINDOW = {"T", "ksize", "strides", "padding", "data_format"};

  private MaxPoolGradientRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "MaxPoolGrad", context -> linear(context, MaxPoolSelection.byAttributes(context)),
        "MaxPoolGradV2", context -> linear(context, MaxPoolSelection.byInputs(context)),
        "MaxPoolGradGrad", context -> linear(context, like(context, "MaxPoolGrad").write()),
        "MaxPoolGradGradV2", context -> linear(context, like(context, "MaxPoolGradV2").write()),
        "MaxPool3DGrad", context -> linear(context, MaxPoolSelection.byAttributes(context)),
        "MaxPool3DGradGrad", context -> linear(context, deep(context)),
        "MaxPoolGradWithArgmax", MaxPoolGradientRules::chosenByIndex);
  }

  private static Map<Integer, TensorRef> linear(RuleContext context, TensorRef gradient) {
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(2, gradient);
    for (int i = 0; i < 2; i++) {
      if (context.needs(i)) {
        gradients.put(i, context.writer().unary("ZerosLike", context.input(i)));
      }
    }
    return gradients;
  }

  private static OpWriter like(RuleContext context, String op) {
    List<TensorRef> inputs = new ArrayList<>(context.node().inputs());
    inputs.set(2, context.gradient());
    return context
        .writer()
        .op(op, inputs)
        .like(context.node(), WINDOW)
        .shapedLike(context.input(2));
  }

  private static TensorRef deep(RuleContext context) {
    return like(context, "MaxPool3DGrad").typeOf("TInput", context.input(0)).write();
  }

  /** Inputs: the image, the gradient, and the flat index of each window's maximum. */
  private static Map<Integer, TensorRef> chosenByIndex(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef indices = context.input(2);
    if (!OptionalAttributes.flag(context.node(), "include_batch_in_index")) {
      TensorRef shape = w.shapeOf(context.input(0), DataType.DT_INT32);
      TensorRef elements = arrays.product(arrays.part(shape, 1, -1));
      TensorRef images = w.reshape(arrays.part(shape, 0, 1), w.ints(), Shape.scalar());
      TensorRef begins = w.mul(arrays.range(images), elements);
      TensorRef column = w.reshape(begins, w.ints(-1, 1, 1, 1), Shape.of(-1, 1, 1, 1));
      indices = w.binary("AddV2", indices, w.cast(column, w.graph().type(indices)));
    }
    TensorRef flat = w.reshape(context.gradient(), w.ints(-1), Shape.of(Shape.UNKNOWN_SIZE));
    Map<Integer, TensorRef> gradients =
        new HashMap<>(Collections.singletonMap(1, arrays.gather(flat, indices)));
    if (context.needs(0)) {
      gradients.put(0, w.unary("ZerosLike", context.input(0)));
    }
    return gradients;
  }
}
