package io.attributable.graph.tape.rules.random;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.Unbroadcast;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * Samples of parameterised distributions: implicit reparameterisation gradients, the derivative of
 * a sample with its quantile held fixed.
 *
 * <p>Source: Figurnov, Mohamed and Mnih (2018), Implicit Reparameterization Gradients,
 * arXiv:1805.08498; {@code tensorflow/python/ops/random_grad.py}, {@code _RandomGammaGrad}.
 */
public final class RandomRules {
  private RandomRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "RandomGamma", context -> gamma(context, 1),
        "StatelessRandomGammaV2", context -> gamma(context, 2),
        "StatelessRandomGammaV3", context -> gamma(context, 4),
        "StatelessParameterizedTruncatedNormal",
            context -> new TruncatedNormal(context).gradients());
  }

  /** {@code RandomGammaGrad} has no kernel in half precision. */
  private static Map<Integer, TensorRef> gamma(RuleContext context, int parameter) {
    NodeWriter w = context.writer();
    TensorRef alpha = context.input(parameter);
    TensorRef sample = exactly(w, context.output(0));
    TensorRef slope =
        context
            .writer()
            .op("RandomGammaGrad", exactly(w, alpha), sample)
            .shapedLike(sample)
            .write();
    TensorRef whole = w.mul(context.gradient(), w.cast(slope, w.graph().type(alpha)));
    return Map.of(parameter, Unbroadcast.toShapeOf(context, alpha, whole));
  }

  static TensorRef exactly(NodeWriter w, TensorRef x) {
    DataType type = w.graph().type(x);
    return w.cast(x, type == DataType.DT_DOUBLE ? type : DataType.DT_FLOAT);
  }
}
