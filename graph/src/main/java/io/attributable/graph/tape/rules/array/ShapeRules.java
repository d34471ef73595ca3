package io.attributable.graph.tape.rules.array;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;

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
    return Map.of(
        0,
        writer
            .op(context.node().op(), context.gradient(), back)
            .shapedLike(context.input(0))
            .write());
  }

  private static Map<Integer, TensorRef> reverseBack(RuleContext context) {
    return Map.of(
        0,
        context
            .writer()
            .op("Reverse", context.gradient(), context.input(1))
            .shapedLike(context.input(0))
            .write());
  }
}
