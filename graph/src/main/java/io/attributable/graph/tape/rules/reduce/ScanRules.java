package io.attributable.graph.tape.rules.reduce;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * Cumulative sums, and cumulative log-sum-exp.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _CumsumGrad}, {@code
 * _CumulativeLogsumexpGrad}.
 */
public final class ScanRules {
  private ScanRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of("Cumsum", ScanRules::sum, "CumulativeLogsumexp", ScanRules::logSumExp);
  }

  private static Map<Integer, TensorRef> sum(RuleContext context) {
    return Map.of(0, backwards(context, "Cumsum", context.gradient()));
  }

  /**
   * The sum of dy * exp(x - y) over all y that an x is part of. It is kept in logarithms, as
   * exp(-y) alone would overflow, for positive and negative dy apart.
   */
  private static Map<Integer, TensorRef> logSumExp(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef positive = part(context, context.gradient());
    TensorRef negative = part(context, w.neg(context.gradient()));
    return Map.of(0, w.binary("Sub", positive, negative));
  }

  private static TensorRef part(RuleContext context, TensorRef dy) {
    NodeWriter w = context.writer();
    TensorRef none = w.scalarLike(dy, lowest(w.graph().type(dy)));
    TensorRef one = w.unary("OnesLike", dy);
    TensorRef isPart =
        context.writer().op("Greater", dy, w.scalarLike(dy, 0)).shapedLike(dy).write();
    // The logarithm is taken of positive values only.
    TensorRef logarithm = w.unary("Log", w.select(isPart, dy, one));
    TensorRef weighted = w.binary("Sub", w.select(isPart, logarithm, w.mul(one, none)), y(context));
    TensorRef sum = backwards(context, "CumulativeLogsumexp", weighted);
    return w.unary("Exp", w.binary("AddV2", sum, context.input(0)));
  }

  private static TensorRef y(RuleContext context) {
    return context.output(0);
  }

  /** So low that its exponential underflows to zero, yet finite after further arithmetic. */
  private static double lowest(DataType type) {
    return type == DataType.DT_HALF ? -1e4 : -1e30;
  }

  private static TensorRef backwards(RuleContext context, String op, TensorRef x) {
    return context
        .writer()
        .op(op, x, context.input(1))
        .like(context.node(), "Tidx", "exclusive")
        .with("reverse", !context.attribute("reverse").getB())
        .shapedLike(context.input(0))
        .write();
  }
}
