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
 * The loss of a sequence over all ways it can be stretched. Output 1 is the loss's gradient, which
 * has none itself.
 */
public final class CtcRule {
  private CtcRule() {}

  public static Map<String, GradientRule> all() {
    return Map.of("CTCLoss", CtcRule::loss);
  }

  /** The inputs have time, sequences and classes. */
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
