package io.attributable.graph.tape.rules.elementwise;

import static io.attributable.graph.write.ComplexWriter.conjugate;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Ops that are themselves gradients, in models that compute gradients. Those of the first kind take
 * the forward op's result a and its gradient b; those of activations take the gradient first. For
 * complex values, TensorFlow's convention holds: the gradient is multiplied by the conjugate of the
 * derivative.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _SigmoidGradGrad}, {@code
 * _TanhGradGrad}, {@code _SqrtGradGrad}, {@code _RsqrtGradGrad}, {@code _ReciprocalGradGrad};
 * {@code tensorflow/python/ops/nn_grad.py}, {@code _SoftplusGradGrad}, {@code _EluGradGrad}, {@code
 * _SeluGradGrad}, {@code _ReluGradGrad}, {@code _LeakyReluGradGrad}.
 */
public final class ActivationGradientRules {
  private ActivationGradientRules() {}

  public static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    rules.put("SigmoidGrad", rule(ActivationGradientRules::sigmoid, again("SigmoidGrad")));
    rules.put("TanhGrad", rule(ActivationGradientRules::tanh, again("TanhGrad")));
    rules.put("SqrtGrad", rule(ActivationGradientRules::root, ActivationGradientRules::halved));
    rules.put("RsqrtGrad", rule(ActivationGradientRules::inverseRoot, again("RsqrtGrad")));
    rules.put("ReciprocalGrad", rule(ActivationGradientRules::reciprocal, again("ReciprocalGrad")));
    rules.put("InvGrad", rule(ActivationGradientRules::reciprocal, again("ReciprocalGrad")));
    rules.put("SoftplusGrad", rule(with("SoftplusGrad"), ActivationGradientRules::softplus));
    rules.put("SoftsignGrad", rule(with("SoftsignGrad"), ActivationGradientRules::softsign));
    rules.put("EluGrad", rule(with("EluGrad"), ActivationGradientRules::exponential));
    rules.put("SeluGrad", rule(with("SeluGrad"), ActivationGradientRules::exponential));
    rules.put("ReluGrad", rule(with("ReluGrad"), ActivationGradientRules::nothing));
    rules.put("Relu6Grad", rule(with("Relu6Grad"), ActivationGradientRules::nothing));
    rules.put("LeakyReluGrad", ActivationGradientRules::leaky);
    return rules;
  }

  /** An operand's gradient from both operands and the result's gradient g, all of one shape. */
  @FunctionalInterface
  private interface Operand {
    TensorRef gradient(NodeWriter w, ElementwiseWriter e, TensorRef a, TensorRef b, TensorRef g);
  }

  private static GradientRule rule(Operand first, Operand second) {
    return context -> {
      Map<Integer, TensorRef> gradients = new HashMap<>();
      put(gradients, context, 0, first);
      put(gradients, context, 1, second);
      return gradients;
    };
  }

  private static void put(
      Map<Integer, TensorRef> gradients, RuleContext context, int input, Operand operand) {
    if (context.needs(input)) {
      NodeWriter w = context.writer();
      TensorRef a = context.input(0);
      TensorRef b = context.input(1);
      ElementwiseWriter e = new ElementwiseWriter(w, a);
      gradients.put(input, operand.gradient(w, e, a, b, context.gradient()));
    }
  }

  /** The gradient with respect to b, in which the op is linear. */
  private static Operand again(String op) {
    return (w, e, a, b, g) -> e.of(op, conjugate(w, a), g);
  }

  /** The gradient with respect to a, in which the op is linear. */
  private static Operand with(String op) {
    return (w, e, a, b, g) -> e.of(op, g, b);
  }

  /** Of b a (1 - a). */
  private static TensorRef sigmoid(
      NodeWriter w, ElementwiseWriter e, TensorRef a, TensorRef b, TensorRef g) {
    TensorRef derivative = e.minus(e.constant(1), e.plus(a, a));
    return e.times(g, conjugate(w, e.times(b, derivative)));
  }

  /** Of b (1 - a²). */
  private static TensorRef tanh(
      NodeWriter w, ElementwiseWriter e, TensorRef a, TensorRef b, TensorRef g) {
    return e.times(g, conjugate(w, e.times(b, e.times(a, e.constant(-2)))));
  }

  /** Of b / 2a*, which like the next two depends on the conjugate of a. */
  private static TensorRef root(
      NodeWriter w, ElementwiseWriter e, TensorRef a, TensorRef b, TensorRef g) {
    TensorRef conjugated = conjugate(w, e.over(e.over(g, a), a));
    return e.times(e.times(b, conjugated), e.constant(-0.5));
  }

  private static TensorRef halved(
      NodeWriter w, ElementwiseWriter e, TensorRef a, TensorRef b, TensorRef g) {
    return e.times(e.over(g, a), e.constant(0.5));
  }

  /** Of -b a*³ / 2. */
  private static TensorRef inverseRoot(
      NodeWriter w, ElementwiseWriter e, TensorRef a, TensorRef b, TensorRef g) {
    TensorRef conjugated = conjugate(w, e.times(g, e.of("Square", a)));
    return e.times(e.times(b, conjugated), e.constant(-1.5));
  }

  /** Of -b a*². */
  private static TensorRef reciprocal(
      NodeWriter w, ElementwiseWriter e, TensorRef a, TensorRef b, TensorRef g) {
    return e.times(e.times(b, conjugate(w, e.times(g, a))), e.constant(-2));
  }

  /** Of a sigmoid(b). */
  private static TensorRef softplus(
      NodeWriter w, ElementwiseWriter e, TensorRef a, TensorRef b, TensorRef g) {
    return e.of("SigmoidGrad", e.of("Sigmoid", b), e.times(g, a));
  }

  /** Of a / (1 + |b|)². */
  private static TensorRef softsign(
      NodeWriter w, ElementwiseWriter e, TensorRef a, TensorRef b, TensorRef g) {
    TensorRef once = e.of("SoftsignGrad", e.times(g, a), b);
    TensorRef size = e.plus(e.of("Abs", b), e.constant(1));
    return e.times(e.over(e.times(once, e.of("Sign", b)), size), e.constant(-2));
  }

  /** Below zero the derivative of ELU and SELU is their result plus a constant. */
  private static TensorRef exponential(
      NodeWriter w, ElementwiseWriter e, TensorRef a, TensorRef b, TensorRef g) {
    return e.whereNegative(b, e.times(g, a));
  }

  private static TensorRef nothing(
      NodeWriter w, ElementwiseWriter e, TensorRef a, TensorRef b, TensorRef g) {
    return e.of("ZerosLike", b);
  }

  private static Map<Integer, TensorRef> leaky(RuleContext context) {
    TensorRef features = context.input(1);
    TensorRef back =
        context
            .writer()
            .op("LeakyReluGrad", context.gradient(), features)
            .like(context.node(), "alpha")
            .shapedLike(features)
            .write();
    return Map.of(0, back, 1, context.writer().unary("ZerosLike", features));
  }
}
