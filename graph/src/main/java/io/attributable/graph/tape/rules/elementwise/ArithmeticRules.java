package io.attributable.graph.tape.rules.elementwise;

import static io.attributable.graph.write.ComplexWriter.conjugate;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.Unbroadcast;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Arithmetic of two tensors that are broadcast against each other. Of complex operands, the
 * gradient is multiplied by the conjugate of the derivative, as in TensorFlow.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _MulGrad}, {@code _RealDivGrad},
 * {@code _DivNoNanGrad}, {@code _FloorModGrad}, {@code _Atan2Grad}, {@code _SquaredDifferenceGrad},
 * {@code _MaximumMinimumGrad}.
 */
public final class ArithmeticRules {
  private ArithmeticRules() {}

  /** An operand's gradient, shaped like the result, from the operands a and b, and dy. */
  @FunctionalInterface
  interface Operand {
    TensorRef gradient(NodeWriter writer, TensorRef a, TensorRef b, TensorRef dy);
  }

  public static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    GradientRule add = rule((w, a, b, dy) -> dy, (w, a, b, dy) -> dy);
    rules.put("Add", add);
    rules.put("AddV2", add);
    rules.put("Sub", rule((w, a, b, dy) -> dy, (w, a, b, dy) -> w.neg(dy)));
    rules.put(
        "Mul",
        rule(
            (w, a, b, dy) -> w.mul(dy, conjugate(w, b)),
            (w, a, b, dy) -> w.mul(dy, conjugate(w, a))));
    GradientRule div =
        rule((w, a, b, dy) -> w.binary("RealDiv", dy, conjugate(w, b)), ArithmeticRules::divisor);
    rules.put("RealDiv", div);
    rules.put("Div", div);
    rules.put(
        "SquaredDifference",
        rule((w, a, b, dy) -> difference(w, a, b, dy), (w, a, b, dy) -> difference(w, b, a, dy)));
    rules.put(
        "DivNoNan",
        rule(
            (w, a, b, dy) -> w.binary("DivNoNan", dy, conjugate(w, b)),
            ArithmeticRules::divisorOrZero));
    rules.put(
        "MulNoNan",
        rule(
            (w, a, b, dy) -> w.binary("MulNoNan", dy, conjugate(w, b)),
            (w, a, b, dy) -> w.binary("MulNoNan", conjugate(w, a), dy)));
    rules.put("FloorMod", rule((w, a, b, dy) -> dy, ArithmeticRules::modulus));
    rules.put("Atan2", rule(ArithmeticRules::opposite, ArithmeticRules::adjacent));
    rules.put("Maximum", extreme("GreaterEqual"));
    rules.put("Minimum", extreme("LessEqual"));
    return rules;
  }

  static GradientRule rule(Operand first, Operand second) {
    return context -> {
      Map<Integer, TensorRef> gradients = new HashMap<>();
      put(gradients, context, 0, first);
      put(gradients, context, 1, second);
      return gradients;
    };
  }

  private static void put(
      Map<Integer, TensorRef> gradients, RuleContext context, int operand, Operand rule) {
    if (context.needs(operand)) {
      TensorRef whole =
          rule.gradient(context.writer(), context.input(0), context.input(1), context.gradient());
      gradients.put(operand, Unbroadcast.reduce(context, whole, operand));
    }
  }

  /** Of a / b: -a / b / b * dy, which does not square b and so does not overflow early. */
  private static TensorRef divisor(NodeWriter w, TensorRef a, TensorRef b, TensorRef dy) {
    TensorRef quotient = w.binary("RealDiv", w.binary("RealDiv", w.neg(a), b), b);
    return w.mul(dy, conjugate(w, quotient));
  }

  /** As {@link #divisor}, but zero where b is zero. */
  private static TensorRef divisorOrZero(NodeWriter w, TensorRef a, TensorRef b, TensorRef dy) {
    TensorRef quotient = w.binary("DivNoNan", w.binary("DivNoNan", w.neg(a), b), b);
    return w.mul(dy, conjugate(w, quotient));
  }

  /** FloorMod is a - floor(a / b) b. */
  private static TensorRef modulus(NodeWriter w, TensorRef a, TensorRef b, TensorRef dy) {
    return w.neg(w.mul(dy, w.binary("FloorDiv", a, b)));
  }

  /** Of the angle to (b, a): b / (a² + b²). */
  private static TensorRef opposite(NodeWriter w, TensorRef a, TensorRef b, TensorRef dy) {
    return w.mul(dy, w.binary("RealDiv", b, square(w, a, b)));
  }

  private static TensorRef adjacent(NodeWriter w, TensorRef a, TensorRef b, TensorRef dy) {
    return w.neg(w.mul(dy, w.binary("RealDiv", a, square(w, a, b))));
  }

  private static TensorRef square(NodeWriter w, TensorRef a, TensorRef b) {
    return w.binary("AddV2", w.unary("Square", a), w.unary("Square", b));
  }

  /** Of |a - b|², which is real even for complex operands. */
  private static TensorRef difference(NodeWriter w, TensorRef a, TensorRef b, TensorRef dy) {
    TensorRef difference = w.binary("Sub", a, b);
    TensorRef real = ComplexWriter.withoutImaginary(w, dy);
    return w.mul(real, w.binary("AddV2", difference, difference));
  }

  /** Ties give all to the first operand, as TensorFlow does. */
  private static GradientRule extreme(String firstWins) {
    return rule(
        (w, a, b, dy) -> w.select(compare(w, firstWins, a, b), dy, zerosLike(w, dy)),
        (w, a, b, dy) -> w.select(compare(w, firstWins, a, b), zerosLike(w, dy), dy));
  }

  private static TensorRef compare(NodeWriter w, String op, TensorRef a, TensorRef b) {
    return w.op(op, a, b).write();
  }

  private static TensorRef zerosLike(NodeWriter w, TensorRef x) {
    return w.unary("ZerosLike", x);
  }
}
