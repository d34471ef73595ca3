package io.attributable.graph.tape.rules.reduce;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;

/**
 * Sums, means, extremes and norms over axes.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _SumGrad}, {@code _MeanGrad},
 * {@code _MaxGrad}, {@code _EuclideanNormGrad}.
 */
public final class ReductionRules {
  private ReductionRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "Sum", ReductionRules::sum,
        "Mean", ReductionRules::mean,
        "Max", ReductionRules::extreme,
        "Min", ReductionRules::extreme,
        "EuclideanNorm", ReductionRules::norm);
  }

  private static Map<Integer, TensorRef> sum(RuleContext context) {
    return Map.of(0, spread(context, new ReductionAxes(context).kept(context.gradient())));
  }

  private static Map<Integer, TensorRef> mean(RuleContext context) {
    ReductionAxes axes = new ReductionAxes(context);
    TensorRef share = axes.share(context.gradient());
    return Map.of(0, spread(context, axes.kept(context.writer().mul(context.gradient(), share))));
  }

  private static TensorRef spread(RuleContext context, TensorRef kept) {
    NodeWriter w = context.writer();
    TensorRef x = context.input(0);
    if (w.graph().shape(kept).equals(w.graph().shape(x)) && isKnown(w, x)) {
      return kept;
    }
    return new ArrayWriter(context.writer()).broadcast(kept, w.shapeOf(x), w.graph().shape(x));
  }

  private static boolean isKnown(NodeWriter w, TensorRef x) {
    return !w.graph().shape(x).isUnknown() && !w.graph().shape(x).hasUnknownDimension();
  }

  /** Those that are equally extreme share the gradient equally. */
  private static Map<Integer, TensorRef> extreme(RuleContext context) {
    NodeWriter w = context.writer();
    ReductionAxes axes = new ReductionAxes(context);
    TensorRef x = context.input(0);
    TensorRef y = axes.kept(context.output(0));
    TensorRef dy = axes.kept(context.gradient());
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef winners = arrays.equal(x, y, w.graph().type(x));
    TensorRef count = w.sum(winners, context.input(1), true);
    return Map.of(0, arrays.mul(winners, w.binary("RealDiv", dy, count), x));
  }

  /** The norm of nothing but zeros has no slope in any direction. */
  private static Map<Integer, TensorRef> norm(RuleContext context) {
    NodeWriter w = context.writer();
    ReductionAxes axes = new ReductionAxes(context);
    TensorRef x = context.input(0);
    TensorRef dy = ComplexWriter.withoutImaginary(w, context.gradient());
    TensorRef slope = w.binary("DivNoNan", axes.kept(dy), axes.kept(context.output(0)));
    return Map.of(0, new ArrayWriter(context.writer()).mul(x, slope, x));
  }
}
