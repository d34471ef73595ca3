package io.attributable.graph.tape.rules.elementwise;

import static io.attributable.graph.write.ComplexWriter.conjugate;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * Element-wise ops of one tensor, and softmax.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _TanhGrad}, {@code _AcosGrad},
 * {@code _ErfcGrad}, {@code _DigammaGrad}; {@code tensorflow/python/ops/nn_grad.py}, {@code
 * _SoftmaxGrad}, {@code _LogSoftmaxGrad}, {@code _LeakyReluGrad}.
 */
public final class UnaryRules {
  private UnaryRules() {}

  /** A gradient from the writer, the input x, the output y and y's gradient dy. */
  @FunctionalInterface
  private interface Unary {
    TensorRef gradient(NodeWriter writer, TensorRef x, TensorRef y, TensorRef dy);
  }

  public static Map<String, GradientRule> all() {
    Map<String, Unary> unary = new HashMap<>();
    unary.put("Tanh", (w, x, y, dy) -> w.likeSecond("TanhGrad", conjugate(w, y), dy));
    unary.put("Sigmoid", (w, x, y, dy) -> w.likeSecond("SigmoidGrad", conjugate(w, y), dy));
    unary.put("Sqrt", (w, x, y, dy) -> w.likeSecond("SqrtGrad", y, dy));
    unary.put("Rsqrt", (w, x, y, dy) -> w.likeSecond("RsqrtGrad", y, dy));
    unary.put("Reciprocal", (w, x, y, dy) -> w.likeSecond("ReciprocalGrad", y, dy));
    unary.put("Inv", (w, x, y, dy) -> w.likeSecond("ReciprocalGrad", y, dy));
    unary.put("Relu", (w, x, y, dy) -> w.likeSecond("ReluGrad", dy, y));
    unary.put("Relu6", (w, x, y, dy) -> w.likeSecond("Relu6Grad", dy, y));
    unary.put("Elu", (w, x, y, dy) -> w.likeSecond("EluGrad", dy, y));
    unary.put("Selu", (w, x, y, dy) -> w.likeSecond("SeluGrad", dy, y));
    unary.put("Softplus", (w, x, y, dy) -> w.likeSecond("SoftplusGrad", dy, x));
    unary.put("Softsign", (w, x, y, dy) -> w.likeSecond("SoftsignGrad", dy, x));
    unary.put("Neg", (w, x, y, dy) -> w.neg(dy));
    unary.put("Exp", (w, x, y, dy) -> w.mul(dy, conjugate(w, y)));
    unary.put("Log", (w, x, y, dy) -> w.binary("RealDiv", dy, conjugate(w, x)));
    unary.put("Abs", (w, x, y, dy) -> w.mul(dy, w.unary("Sign", x)));
    unary.put("Square", (w, x, y, dy) -> w.mul(dy, conjugate(w, w.binary("AddV2", x, x))));
    unary.put("Acos", UnaryRules::acos);
    unary.put("Atan", UnaryRules::atan);
    unary.put("Erfc", UnaryRules::erfc);
    unary.put("Digamma", UnaryRules::digamma);
    unary.put("Softmax", UnaryRules::softmax);
    unary.put("LogSoftmax", UnaryRules::logSoftmax);
    Map<String, GradientRule> rules = new HashMap<>();
    unary.forEach((op, rule) -> rules.put(op, context -> apply(rule, context)));
    rules.put("LeakyRelu", UnaryRules::leakyRelu);
    return rules;
  }

  private static Map<Integer, TensorRef> apply(Unary rule, RuleContext context) {
    return Map.of(
        0,
        rule.gradient(context.writer(), context.input(0), context.output(0), context.gradient()));
  }

  private static TensorRef acos(NodeWriter w, TensorRef x, TensorRef y, TensorRef dy) {
    ElementwiseWriter e = new ElementwiseWriter(w, x);
    TensorRef sine = w.unary("Sqrt", e.minus(e.constant(1), w.unary("Square", x)));
    return w.neg(e.over(dy, conjugate(w, sine)));
  }

  private static TensorRef atan(NodeWriter w, TensorRef x, TensorRef y, TensorRef dy) {
    ElementwiseWriter e = new ElementwiseWriter(w, x);
    return e.over(dy, conjugate(w, e.plus(w.unary("Square", x), e.constant(1))));
  }

  /** The derivative of erfc is -2 / sqrt(pi) * exp(-x²). */
  private static TensorRef erfc(NodeWriter w, TensorRef x, TensorRef y, TensorRef dy) {
    TensorRef bell = w.unary("Exp", w.neg(w.unary("Square", x)));
    return w.mul(dy, w.mul(bell, w.scalarLike(x, -2 / Math.sqrt(Math.PI))));
  }

  /** There are no kernels for polygamma in half precision. */
  private static TensorRef digamma(NodeWriter w, TensorRef x, TensorRef y, TensorRef dy) {
    DataType type = w.graph().type(x);
    TensorRef exact = w.cast(x, type == DataType.DT_DOUBLE ? type : DataType.DT_FLOAT);
    return w.mul(dy, w.cast(w.binary("Polygamma", w.unary("OnesLike", exact), exact), type));
  }

  private static TensorRef softmax(NodeWriter w, TensorRef x, TensorRef y, TensorRef dy) {
    return ofSoftmax(w, y, dy);
  }

  /** The gradient of softmax y. */
  public static TensorRef ofSoftmax(NodeWriter w, TensorRef y, TensorRef dy) {
    TensorRef mean = w.sum(w.mul(dy, y), w.ints(-1), true);
    return w.mul(w.binary("Sub", dy, mean), y);
  }

  private static TensorRef logSoftmax(NodeWriter w, TensorRef x, TensorRef y, TensorRef dy) {
    TensorRef sum = w.sum(dy, w.ints(-1), true);
    return w.binary("Sub", dy, w.mul(sum, w.unary("Exp", y)));
  }

  private static Map<Integer, TensorRef> leakyRelu(RuleContext context) {
    NodeWriter writer = context.writer();
    TensorRef dy = context.gradient();
    return Map.of(
        0,
        writer
            .op("LeakyReluGrad", dy, context.input(0))
            .with("alpha", context.attribute("alpha"))
            .shapedLike(dy)
            .write());
  }
}
