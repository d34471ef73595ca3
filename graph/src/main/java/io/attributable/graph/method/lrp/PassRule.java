package io.attributable.graph.method.lrp;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.Unbroadcast;
import io.attributable.graph.tensor.TensorRef;
import java.util.Map;

/**
 * Hands all relevance to one input, as it is; summed up, where that was broadcast.
 *
 * @param input its position
 */
record PassRule(int input) implements GradientRule {

  @Override
  public Map<Integer, TensorRef> gradient(RuleContext context) {
    TensorRef own = context.input(input);
    TensorRef relevance =
        context
                    .writer()
                    .graph()
                    .shape(own)
                    .equals(context.writer().graph().shape(context.output(0)))
                && context.node().inputs().size() == 1
            ? context.gradient()
            : Unbroadcast.toShapeOf(context, own, context.gradient());
    return Map.of(input, relevance);
  }
}
