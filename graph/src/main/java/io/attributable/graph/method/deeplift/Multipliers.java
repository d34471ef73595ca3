package io.attributable.graph.method.deeplift;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.Unbroadcast;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.DataType;

/**
 * Writes the multipliers of one node: what its output changes by per change of an input, between
 * the pass at the baselines and that at the inputs. Differences and results are shaped like the
 * output.
 */
final class Multipliers {
  private final RuleContext context;
  private final Passes passes;
  private final NodeWriter w;
  private final ElementwiseWriter e;

  Multipliers(RuleContext context, Passes passes) {
    this.context = context;
    this.passes = passes;
    this.w = context.writer();
    this.e = new ElementwiseWriter(w, context.output(0));
  }

  NodeWriter writer() {
    return w;
  }

  /** Arithmetic of what is shaped like the output. */
  ElementwiseWriter elements() {
    return e;
  }

  /** An input. */
  TensorRef x(int input) {
    return context.input(input);
  }

  /** The same at the baselines. */
  TensorRef x0(int input) {
    return passes.baseline(context.input(input));
  }

  /** The output. */
  TensorRef y() {
    return context.output(0);
  }

  /** The same at the baselines. */
  TensorRef y0() {
    return passes.baseline(context.output(0));
  }

  /** What an input changes by. */
  TensorRef dx(int input) {
    return w.binary("Sub", x(input), x0(input));
  }

  /** What the output changes by. */
  TensorRef dy() {
    return e.minus(y(), y0());
  }

  /** The sum of an input at both ends. */
  TensorRef sum(int input) {
    return w.binary("AddV2", x(input), x0(input));
  }

  /** The mean of an input at both ends. */
  TensorRef mean(int input) {
    TensorRef x = x(input);
    return passes.varies(x) ? w.mul(sum(input), w.scalarLike(x, 0.5)) : x;
  }

  /** The gradient of an input for a gradient of the output, at the inputs. */
  TensorRef gradient(int input, TensorRef ofOutput) {
    return gradient(context.node(), input, ofOutput);
  }

  /** The same at the baselines. */
  TensorRef baselineGradient(int input, TensorRef ofOutput) {
    return gradient(passes.baseline(context.node()), input, ofOutput);
  }

  private TensorRef gradient(FlatNode node, int input, TensorRef ofOutput) {
    TensorRef gradient =
        context.tape().gradient(node, Map.of(0, ofOutput), Set.of(input)).get(input);
    return gradient != null ? gradient : w.zerosLike(node.inputs().get(input));
  }

  /** The slope of an input, at the inputs, of an op of each element by itself. */
  TensorRef slope(int input) {
    return gradient(input, w.unary("OnesLike", y()));
  }

  /** Where an input changes at all. */
  TensorRef changes(TensorRef dx) {
    return w.binary("NotEqual", dx, w.scalarLike(dx, 0));
  }

  /**
   * Where a quotient of differences says more than a derivative. Rounding of the output is the
   * quotient's error, of the size ε/|Δ|, and curvature the derivative's, of the size |Δ|; both are
   * alike at √ε, for values of the size of 1 or less as a part of the value. captum has 1e-10
   * instead ({@code captum/attr/_core/deep_lift.py}), SHAP 1e-6 ({@code
   * shap/explainers/_deep/deep_tf.py}), whatever the values and their type.
   */
  TensorRef changesEnough(int input, TensorRef dx) {
    TensorRef x = x(input);
    TensorRef size = w.binary("Minimum", w.unary("Abs", x), w.scalarLike(x, 1));
    return w.binary("Greater", w.unary("Abs", dx), w.mul(size, root(x)));
  }

  /** The same for functions whose slope changes by no more than the argument does, anywhere. */
  TensorRef changesEnough(TensorRef dx) {
    return w.op("Greater", w.unary("Abs", dx), root(dx)).shapedLike(dx).write();
  }

  private TensorRef root(TensorRef like) {
    return w.scalarLike(like, Math.sqrt(epsilon(w.graph().type(like))));
  }

  /** The distance of 1 to the next larger number. */
  private static double epsilon(DataType type) {
    return switch (type) {
      case DT_BFLOAT16 -> 0x1p-7;
      case DT_HALF -> 0x1p-10;
      case DT_FLOAT -> 0x1p-23;
      default -> 0x1p-52;
    };
  }

  /** A quotient, and 0 where the divisor is. */
  TensorRef quotient(TensorRef dy, TensorRef dx) {
    return w.binary("DivNoNan", dy, dx);
  }

  /**
   * {@code (1 - exp(-|t|)) / |t|}, which is 1 at 0. The smallest number is added to |t|, which no
   * other one notices, so that nothing has to be chosen.
   */
  TensorRef decay(TensorRef t) {
    TensorRef smallest = w.scalarLike(t, -smallest(w.graph().type(t)));
    TensorRef size = w.op("Sub", smallest, w.unary("Abs", t)).shapedLike(t).write();
    return w.binary("RealDiv", w.unary("Expm1", size), size);
  }

  /** The smallest number that is not subnormal, which a processor may take for 0. */
  private static double smallest(DataType type) {
    return switch (type) {
      case DT_BFLOAT16, DT_FLOAT -> Float.MIN_NORMAL;
      case DT_HALF -> 0x1p-14;
      default -> Double.MIN_NORMAL;
    };
  }

  /** The multiplier times that of the output, for an input that may have been broadcast. */
  TensorRef times(int input, TensorRef multiplier) {
    TensorRef product = w.op("Mul", context.gradient(), multiplier).shapedLike(y()).write();
    return Unbroadcast.toShapeOf(context, x(input), product);
  }
}
