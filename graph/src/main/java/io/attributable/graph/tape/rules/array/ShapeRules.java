package io.attributable.graph.tape.rules.array;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.OpWriter;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;

/**
 * Ops that only rearrange values: reshaping, transposing, reversing.
 *
 * <p>Source: {@code tensorflow/python/ops/array_grad.py}, {@code _ReshapeGrad}, {@code
 * _TransposeGrad}, {@code _ReverseGrad}.
 */
public final class ShapeRules {
  private ShapeRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "Reshape", ShapeRules::reshapeBack,
        "Squeeze", ShapeRules::reshapeBack,
        "ExpandDims", ShapeRules::reshapeBack,
        "Transpose", ShapeRules::transposeBack,
        "ConjugateTranspose", ShapeRules::transposeBack,
        "Reverse", ShapeRules::reverseBack);
  }

  private static Map<Integer, TensorRef> reshapeBack(RuleContext context) {
    return Map.of(0, context.writer().reshapeLike(context.gradient(), context.input(0)));
  }

  private static Map<Integer, TensorRef> transposeBack(RuleContext context) {
    NodeWriter writer = context.writer();
    TensorRef order = context.input(1);
    TensorRef back = writer.unary("InvertPermutation", order);
    Map<String, AttrValue> attributes =
        Map.of(
            "T", Attributes.of(writer.graph().type(context.gradient())),
            "Tperm", Attributes.of(writer.graph().type(order)));
    return Map.of(
        0,
        writer
            .graph()
            .add(
                context.node().op(),
                context.node().op(),
                List.of(context.gradient(), back),
                attributes,
                writer.graph().shape(context.input(0))));
  }

  private static Map<Integer, TensorRef> reverseBack(RuleContext context) {
    return Map.of(
        0,
        new OpWriter(context.writer(), "Reverse")
            .like(context.node(), "T")
            .inputs(context.gradient(), context.input(1))
            .shapedLike(context.input(0))
            .write());
  }
}
