package io.attributable.graph.tape.rules;

import static io.attributable.graph.tape.rules.ComplexNumbers.conjugate;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.NodeWriter;
import io.attributable.graph.tensor.TensorRef;
import java.util.Map;

/**
 * Products with a factor that may be infinite, and that are zero where the other factor x is. There
 * TensorFlow takes them for constant.
 */
final class ZeroSafeRules {
  private ZeroSafeRules() {}

  static Map<String, GradientRule> all() {
    return Map.of(
        "Xdivy", ArithmeticRules.rule(slope("Xdivy"), ZeroSafeRules::divisor),
        "Xlogy", ArithmeticRules.rule(slope("Xlogy"), ZeroSafeRules::logarithm),
        "Xlog1py", ArithmeticRules.rule(slope("Xlog1py"), ZeroSafeRules::logarithmOfNext));
  }

  /** By x the op is linear: the slope is the op itself with a one in its place. */
  private static ArithmeticRules.Operand slope(String op) {
    return (w, x, y, dy) -> w.mul(dy, conjugate(w, w.binary(op, isNotZero(w, x), y)));
  }

  private static TensorRef isNotZero(NodeWriter w, TensorRef x) {
    return ComplexNumbers.isComplex(w, x)
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
