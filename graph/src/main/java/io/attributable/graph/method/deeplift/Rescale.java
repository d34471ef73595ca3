package io.attributable.graph.method.deeplift;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rescale rule for ops of one number: the multiplier is the slope of the secant, Δy / Δx. Where
 * algebra gives that slope without a difference of two close numbers, it is computed so; it then
 * has the derivative as its limit, and needs no threshold.
 *
 * <p>Source: A. Shrikumar et al., arXiv:1704.02685, section 3.5.2, equation 5.
 */
@FunctionalInterface
interface Rescale {

  /** The multiplier of the first input. */
  TensorRef multiplier(Multipliers at);

  /** By op. */
  static Map<String, Rescale> all() {
    Map<String, Rescale> all = new HashMap<>();
    for (String op : List.of("Relu", "Relu6", "LeakyRelu", "Abs", "ClipByValue")) {
      all.put(op, Rescale::ofLines);
    }
    for (String op : List.of("FakeQuantWithMinMaxArgs", "FakeQuantWithMinMaxVars")) {
      all.put(op, Rescale::ofLines);
    }
    for (String op :
        List.of(
            "Elu",
            "Selu",
            "Softsign",
            "Tan",
            "Sinh",
            "Cosh",
            "Asin",
            "Acos",
            "Acosh",
            "Atanh",
            "Lgamma",
            "Erfinv",
            "Ndtri",
            "BesselI0",
            "BesselI0e",
            "BesselI1",
            "BesselI1e")) {
      all.put(op, Rescale::ofCurves);
    }
    for (String op : List.of("Softplus", "Erf", "Erfc", "Sin", "Cos", "Atan", "Asinh")) {
      all.put(op, Rescale::ofGentleCurves);
    }
    StepRules.STEPS.forEach(op -> all.put(op, at -> at.quotient(at.dy(), at.dx(0))));
    all.put("Square", at -> at.elements().plus(at.x(0), at.x0(0)));
    all.put("Sqrt", at -> at.quotient(one(at), at.elements().plus(at.y(), at.y0())));
    all.put("Rsqrt", Rescale::ofRsqrt);
    all.put("Reciprocal", Rescale::ofReciprocal);
    all.put("Inv", Rescale::ofReciprocal);
    all.put("Exp", at -> ofExponential(at, 0));
    all.put("Expm1", at -> ofExponential(at, 1));
    all.put("Log", at -> ofLogarithm(at, 0));
    all.put("Log1p", at -> ofLogarithm(at, 1));
    all.put("Tanh", Rescale::ofTanh);
    all.put("Sigmoid", Rescale::ofSigmoid);
    return all;
  }

  /** Between two kinks quotients are as exact as the values. */
  private static TensorRef ofLines(Multipliers at) {
    TensorRef dx = at.dx(0);
    return secant(at, at.changes(dx), dx);
  }

  private static TensorRef ofCurves(Multipliers at) {
    TensorRef dx = at.dx(0);
    return secant(at, at.changesEnough(0, dx), dx);
  }

  /** Curves without a kink or a pole, of curvature no more than about 1. */
  private static TensorRef ofGentleCurves(Multipliers at) {
    TensorRef dx = at.dx(0);
    return secant(at, at.changesEnough(dx), dx);
  }

  /** The slope of the secant where a change is enough, and that of the function elsewhere. */
  private static TensorRef secant(Multipliers at, TensorRef enough, TensorRef dx) {
    return at.elements().of("SelectV2", enough, at.quotient(at.dy(), dx), at.slope(0));
  }

  private static TensorRef one(Multipliers at) {
    return at.elements().constant(1);
  }

  private static TensorRef ofReciprocal(Multipliers at) {
    return at.writer().neg(at.elements().times(at.y(), at.y0()));
  }

  /** With r = 1/√x, r - r′ = (r² - r′²) / (r + r′), and r² - r′² = -Δx r² r′². */
  private static TensorRef ofRsqrt(Multipliers at) {
    ElementwiseWriter e = at.elements();
    TensorRef product = e.times(at.y(), at.y0());
    return at.writer().neg(e.times(product, at.quotient(product, e.plus(at.y(), at.y0()))));
  }

  /** The logarithmic mean of both exponentials. */
  private static TensorRef ofExponential(Multipliers at, double added) {
    ElementwiseWriter e = at.elements();
    TensorRef larger = e.of("Maximum", at.y(), at.y0());
    TensorRef exponential = added == 0 ? larger : e.plus(larger, e.constant(added));
    return e.times(exponential, at.decay(at.dx(0)));
  }

  /** One over the logarithmic mean of both arguments. */
  private static TensorRef ofLogarithm(Multipliers at, double added) {
    ElementwiseWriter e = at.elements();
    TensorRef larger = e.of("Maximum", at.x(0), at.x0(0));
    TensorRef argument = added == 0 ? larger : e.plus(larger, e.constant(added));
    return e.over(one(at), e.times(argument, at.decay(at.dy())));
  }

  /** {@code tanh x - tanh x′ = tanh(x - x′) (1 - tanh x tanh x′)}. */
  private static TensorRef ofTanh(Multipliers at) {
    ElementwiseWriter e = at.elements();
    TensorRef rest = e.minus(one(at), e.times(at.y(), at.y0()));
    return e.times(tanhOverItself(at, at.dx(0)), rest);
  }

  /** The same, as the sigmoid of x is half of 1 + tanh(x/2). */
  private static TensorRef ofSigmoid(Multipliers at) {
    ElementwiseWriter e = at.elements();
    TensorRef half = e.times(at.dx(0), e.constant(0.5));
    TensorRef up = e.times(at.y(), e.minus(one(at), at.y0()));
    TensorRef down = e.times(at.y0(), e.minus(one(at), at.y()));
    return e.times(e.times(tanhOverItself(at, half), e.constant(0.5)), e.plus(up, down));
  }

  private static TensorRef tanhOverItself(Multipliers at, TensorRef t) {
    NodeWriter w = at.writer();
    ElementwiseWriter e = at.elements();
    TensorRef none = e.of("Equal", t, e.constant(0));
    return e.of("SelectV2", none, one(at), e.over(w.unary("Tanh", t), t));
  }
}
