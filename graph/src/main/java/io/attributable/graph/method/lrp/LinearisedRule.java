package io.attributable.graph.method.lrp;

import io.attributable.graph.method.table.RuleSite;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Relevance by the gradient of an op: an input x is handed x · Jᵀ(R / y), y being what the op
 * gives. Of a linear op that is the epsilon rule; of two operands that are multiplied, half each,
 * so that together they have all of it (Achtibat et al. 2024, AttnLRP, arXiv:2402.05602, equation
 * 13); of other ops that of their linear part.
 *
 * @param site the node
 * @param stabiliser divides
 * @param factor of what each input is handed
 */
record LinearisedRule(RuleSite site, Stabiliser stabiliser, double factor) implements GradientRule {

  @Override
  public Map<Integer, TensorRef> gradient(RuleContext context) {
    NodeWriter w = context.writer();
    Map<Integer, TensorRef> quotients = new LinkedHashMap<>();
    context
        .outputGradients()
        .forEach(
            (output, relevance) ->
                quotients.put(output, stabiliser.divide(w, relevance, context.output(output))));
    Map<Integer, TensorRef> gradients =
        site.gradient(new RuleContext(context.node(), quotients, context.needed(), context.tape()));
    Map<Integer, TensorRef> relevance = new HashMap<>();
    gradients.forEach(
        (input, gradient) -> {
          if (context.needs(input)) {
            ElementwiseWriter e = new ElementwiseWriter(w, context.input(input));
            TensorRef product = e.times(context.input(input), gradient);
            relevance.put(input, factor == 1 ? product : e.times(product, e.number(factor)));
          }
        });
    return relevance;
  }
}
