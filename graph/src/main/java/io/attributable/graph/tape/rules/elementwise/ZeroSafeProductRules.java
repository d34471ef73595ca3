package io.attributable.graph.tape.rules.elementwise;

import static io.attributable.graph.write.ComplexWriter.conjugate;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;

/**
 * Products of x with a factor that may be infinite, defined as zero where x is. There TensorFlow
 * defines the gradient as zero.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _XDivyGrad}, {@code _XLogyGrad},
 * {@code _XLog1pyGrad}.
 */
public final class ZeroSafeProductRules {
  private ZeroSafeProductRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "Xdivy", ArithmeticRules.rule(derivative("Xdivy"), ZeroSafeProductRules::divisor),
        "Xlogy", ArithmeticRules.rule(derivative("Xlogy"), ZeroSafeProductRules::logarithm),
        "Xlog1py",
            ArithmeticRules.rule(derivative("Xlog1py"), ZeroSafeProductRules::logarithmOfNext));
  }

  /** The op is linear in x: the derivative is the op itself with 1 instead of x. */
  private static ArithmeticRules.Operand derivative(String op) {
    return (w, x, y, dy) -> w.mul(dy, conjugate(w, w.binary(op, isNotZero(w, x), y)));
  }

  private static TensorRef isNotZero(NodeWriter w, TensorRef x) {
    return ComplexWriter.isComplex(w, x)
        ? w.binary("DivNoNan", x, x)
        : w.unary("Abs", w.unary("Sign", x));
  }

  private static TensorRef divisor(NodeWriter w, TensorRef x, TensorRef y, TensorRef dy) {
    return w.neg(w.mul(dy, conjugate(w, w.binary("Xdivy", x, w.unary("Square", y)))));
  }

  private static TensorRef logarithm(NodeWriter w, TensorRef x, TensorRef y, TensorRef dy) {
    return w.mul(dy, conjugate(w, w.binary("Xdivy", x, y)));
  }

  private static TensorRef logarithmOfNext(NodeWriter w, TensorRef x, TensorRef y, TensorRef dy) {
    TensorRef next = w.binary("AddV2", y, w.scalarLike(y, 1));
    return w.mul(dy, conjugate(w, w.binary("Xdivy", x, next)));
  }
}
