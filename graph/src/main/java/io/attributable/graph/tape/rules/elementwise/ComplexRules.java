package io.attributable.graph.tape.rules.elementwise;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.Unbroadcast;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Ops between complex and real values. TensorFlow's C++ gradients support single precision only.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _ComplexGrad}, {@code _RealGrad},
 * {@code _ImagGrad}, {@code _ConjGrad}, {@code _ComplexAbsGrad}, {@code _AngleGrad}.
 */
public final class ComplexRules {
  private ComplexRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "Complex", ComplexRules::complex,
        "Real", ComplexRules::real,
        "Imag", ComplexRules::imaginary,
        "Conj", context -> Map.of(0, context.writer().unary("Conj", context.gradient())),
        "ComplexAbs", ComplexRules::absolute,
        "Angle", ComplexRules::angle);
  }

  private static Map<Integer, TensorRef> complex(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef dy = context.gradient();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(0)) {
      gradients.put(0, Unbroadcast.reduce(context, ComplexWriter.real(w, dy), 0));
    }
    if (context.needs(1)) {
      gradients.put(1, Unbroadcast.reduce(context, ComplexWriter.imaginary(w, dy), 1));
    }
    return gradients;
  }

  private static Map<Integer, TensorRef> real(RuleContext context) {
    NodeWriter w = context.writer();
    return Map.of(0, w.cast(context.gradient(), w.graph().type(context.input(0))));
  }

  private static Map<Integer, TensorRef> imaginary(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef dy = context.gradient();
    return Map.of(0, ComplexWriter.of(w, w.unary("ZerosLike", dy), dy));
  }

  /** x / |x|; zero at zero. */
  private static Map<Integer, TensorRef> absolute(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef x = context.input(0);
    TensorRef derivative = w.binary("DivNoNan", context.gradient(), context.output(0));
    return Map.of(0, w.mul(x, w.cast(derivative, w.graph().type(x))));
  }

  /** i x / |x|²; zero at zero, where Python's rule gives NaN. */
  private static Map<Integer, TensorRef> angle(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef x = context.input(0);
    TensorRef size = ComplexWriter.absolute(w, x);
    // Divided twice: the square of a small value underflows to zero.
    TensorRef derivative =
        w.binary("DivNoNan", w.binary("DivNoNan", context.gradient(), size), size);
    TensorRef real = w.neg(w.mul(ComplexWriter.imaginary(w, x), derivative));
    return Map.of(0, ComplexWriter.of(w, real, w.mul(ComplexWriter.real(w, x), derivative)));
  }
}
