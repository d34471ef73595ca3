package io.attributable.graph.tape.rules.elementwise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;

/**
 * Values rounded to few levels, whose derivative is zero almost everywhere. By definition the
 * gradient is the straight-through estimator: it passes within the range as if nothing had been
 * rounded.
 *
 * <p>Source: Bengio, Leonard and Courville (2013), Estimating or Propagating Gradients Through
 * Stochastic Neurons for Conditional Computation, arXiv:1308.3432; {@code
 * tensorflow/python/ops/array_ops.py}, {@code _FakeQuantWithMinMaxVarsGradient}, {@code
 * _QuantizeAndDequantizeV4Grad}; {@code tensorflow/python/ops/array_grad.py}, {@code
 * _QuantizeAndDequantizeV2Grad}.
 */
public final class QuantisationRules {
  private QuantisationRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "QuantizeAndDequantizeV2", context -> Map.of(0, context.gradient()),
        "QuantizeAndDequantizeV4",
            context -> ranged(context, "QuantizeAndDequantizeV4Grad", "T", "axis"),
        "FakeQuantWithMinMaxArgs", QuantisationRules::fixed,
        "FakeQuantWithMinMaxVars", context -> fake(context, "FakeQuantWithMinMaxVarsGradient"),
        "FakeQuantWithMinMaxVarsPerChannel",
            context -> fake(context, "FakeQuantWithMinMaxVarsPerChannelGradient"));
  }

  private static Map<Integer, TensorRef> fixed(RuleContext context) {
    return Map.of(
        0,
        context
            .writer()
            .op("FakeQuantWithMinMaxArgsGradient", context.gradient(), context.input(0))
            .like(context.node(), "min", "max", "num_bits", "narrow_range")
            .shapedLike(context.input(0))
            .write());
  }

  private static Map<Integer, TensorRef> fake(RuleContext context, String op) {
    return ranged(context, op, "num_bits", "narrow_range");
  }

  /** Inputs: the values, the lower and the upper end of the range. */
  private static Map<Integer, TensorRef> ranged(
      RuleContext context, String op, String... attributes) {
    FlatNode gradients =
        context
            .writer()
            .op(
                op,
                List.of(context.gradient(), context.input(0), context.input(1), context.input(2)))
            .like(context.node(), attributes)
            .writeNode();
    return Map.of(0, gradients.output(0), 1, gradients.output(1), 2, gradients.output(2));
  }
}
