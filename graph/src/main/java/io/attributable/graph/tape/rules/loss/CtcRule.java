package io.attributable.graph.tape.rules.loss;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * The connectionist temporal classification loss. Output 1 is the loss's gradient, which has no
 * gradient itself.
 *
 * <p>Source: Graves, Fernandez, Gomez and Schmidhuber (2006), Connectionist Temporal
 * Classification, ICML, doi:10.1145/1143844.1143891; {@code tensorflow/python/ops/ctc_ops.py},
 * {@code _CTCLossGrad}.
 */
public final class CtcRule {
  private CtcRule() {}

  public static Map<String, GradientRule> all() {
    return Map.of("CTCLoss", CtcRule::loss);
  }

  /** The logits' dimensions are time, batch, classes. */
  private static Map<Integer, TensorRef> loss(RuleContext context) {
    if (context.gradient(1) != null) {
      throw new NoGradientException(context.node());
    }
    NodeWriter w = context.writer();
    TensorRef perSequence = w.reshape(context.gradient(), w.ints(-1, 1), Shape.of(-1, 1));
    return Map.of(
        0, new ArrayWriter(context.writer()).mul(context.output(1), perSequence, context.input(0)));
  }
}
