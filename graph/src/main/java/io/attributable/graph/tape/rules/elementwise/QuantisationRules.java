package io.attributable.graph.tape.rules.elementwise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;

/**
 * Numbers rounded to few levels, whose slope is zero almost everywhere: by definition the gradient
 * passes as if nothing had been rounded, within the levels' range.
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

  /** Inputs: the numbers, the range's lower end, its upper end. */
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
