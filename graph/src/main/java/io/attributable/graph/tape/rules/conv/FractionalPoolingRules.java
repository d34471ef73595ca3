package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.OpWriter;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * Poolings over windows of uneven sizes. Outputs 1 and 2 hold the first row and the first column of
 * each window.
 *
 * <p>Source: {@code tensorflow/python/ops/nn_grad.py}, {@code _FractionalAvgPoolGrad}, {@code
 * _FractionalMaxPoolGrad}; the op: Graham (2014), Fractional Max-Pooling, arXiv:1412.6071.
 */
public final class FractionalPoolingRules {
  private FractionalPoolingRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "FractionalAvgPool", FractionalPoolingRules::average,
        "FractionalMaxPool", FractionalPoolingRules::maximum);
  }

  private static Map<Integer, TensorRef> average(RuleContext context) {
    return Map.of(
        0,
        back(context, "FractionalAvgPoolGrad")
            .inputs(
                context.writer().shapeOf(context.input(0), DataType.DT_INT64),
                context.gradient(),
                context.output(1),
                context.output(2))
            .write());
  }

  private static Map<Integer, TensorRef> maximum(RuleContext context) {
    return Map.of(
        0,
        back(context, "FractionalMaxPoolGrad")
            .inputs(
                context.input(0),
                context.output(0),
                context.gradient(),
                context.output(1),
                context.output(2))
            .write());
  }

  private static OpWriter back(RuleContext context, String op) {
    return context
        .writer()
        .op(op)
        .like(context.node(), "T", "overlapping")
        .shapedLike(context.input(0));
  }
}
