package io.attributable.graph.method.deeplift;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.List;
import java.util.Map;

/**
 * Ops that choose the largest, or smallest, of several values: max-pooling, reductions. With {@code
 * t = max(z, z′)}, what the output z changes by is {@code (t - z′) + (z - t)}: the first part is
 * that of the value chosen at the input, the second that of the one chosen at the baseline. The
 * chosen one changes by no less, so that multipliers lie between 0 and the output's.
 *
 * <p>Source: {@code captum/attr/_core/deep_lift.py}, {@code maxpool}, after {@code
 * shap/explainers/_deep/deep_tf.py}. Where a value does not change, captum takes the gradient of
 * the batch's first example, SHAP 0; here it is the value's own gradient.
 */
final class Extremes {
  static final List<String> MAXIMA =
      List.of(
          "MaxPool",
          "MaxPoolV2",
          "MaxPool3D",
          "MaxPoolWithArgmax",
          "Max",
          "SegmentMax",
          "UnsortedSegmentMax",
          "Dilation2D");

  static final List<String> MINIMA = List.of("Min", "SegmentMin", "UnsortedSegmentMin");

  private Extremes() {}

  static Map<Integer, TensorRef> multiplier(RuleContext context, Passes passes, boolean maxima) {
    Multipliers at = new Multipliers(context, passes);
    NodeWriter w = context.writer();
    ElementwiseWriter e = at.elements();
    TensorRef t = e.of(maxima ? "Maximum" : "Minimum", at.y(), at.y0());
    TensorRef dy = context.gradient();
    TensorRef ofInput = at.gradient(0, w.mul(dy, e.minus(t, at.y0())));
    TensorRef ofBaseline = at.baselineGradient(0, w.mul(dy, e.minus(at.y(), t)));
    TensorRef dx = at.dx(0);
    TensorRef quotient = w.binary("DivNoNan", w.binary("AddV2", ofInput, ofBaseline), dx);
    return Map.of(
        0,
        w.op("SelectV2", at.changes(dx), quotient, at.gradient(0, dy)).shapedLike(at.x(0)).write());
  }
}
