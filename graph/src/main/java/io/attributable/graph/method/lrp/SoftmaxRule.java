package io.attributable.graph.method.lrp;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;

/**
 * Softmax by its first-order Taylor expansion: x is handed x · (R - s · ΣR), s being what the op
 * gives. Masked scores, which may be infinite, have none.
 *
 * <p>Source: Achtibat et al. (2024), AttnLRP, arXiv:2402.05602, proposition 3.1.
 */
final class SoftmaxRule {
  private SoftmaxRule() {}

  static Map<Integer, TensorRef> relevance(RuleContext context) {
    NodeWriter w = context.writer();
    ElementwiseWriter e = new ElementwiseWriter(w, context.output(0));
    TensorRef sum = w.sum(context.gradient(), w.ints(-1), true);
    TensorRef rest = e.minus(context.gradient(), e.times(context.output(0), sum));
    return Map.of(0, e.of("MulNoNan", context.input(0), rest));
  }
}
