package io.attributable.graph.tape.rules.array;

import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Ops that pass values through unchanged, sums of whole arrays, and casts.
 *
 * <p>Source: {@code tensorflow/python/ops/array_grad.py}, {@code _IdGrad}, {@code _IdNGrad}, {@code
 * _CheckNumericsGrad}; {@code tensorflow/python/ops/math_grad.py}, {@code _AddNGrad}, {@code
 * _CastGrad}.
 */
public final class IdentityRules {
  private IdentityRules() {}

  public static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    OpTrait.PASSES.ops().forEach(op -> rules.put(op, IdentityRules::eachToItsInput));
    rules.put("PlaceholderWithDefault", IdentityRules::eachToItsInput);
    rules.put("XlaOptimizationBarrier", IdentityRules::eachToItsInput);
    // Keras's swish is an IdentityN with a custom gradient in Python; the gradient of IdentityN
    // itself is the identity.
    rules.put("IdentityN", IdentityRules::eachToItsInput);
    rules.put("AddN", IdentityRules::toEveryInput);
    rules.put("AccumulateNV2", IdentityRules::toEveryInput);
    rules.put("Cast", IdentityRules::cast);
    return rules;
  }

  private static Map<Integer, TensorRef> eachToItsInput(RuleContext context) {
    return context.outputGradients();
  }

  private static Map<Integer, TensorRef> toEveryInput(RuleContext context) {
    Map<Integer, TensorRef> gradients = new HashMap<>();
    context.needed().forEach(input -> gradients.put(input, context.gradient()));
    return gradients;
  }

  private static Map<Integer, TensorRef> cast(RuleContext context) {
    NodeWriter writer = context.writer();
    var from = writer.graph().type(context.input(0));
    return Types.isDifferentiable(from)
        ? Map.of(0, writer.cast(context.gradient(), from))
        : Map.of();
  }
}
