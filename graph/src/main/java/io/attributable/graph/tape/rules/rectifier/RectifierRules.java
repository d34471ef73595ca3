package io.attributable.graph.tape.rules.rectifier;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rules that override those of ReLUs. What their ops compute beside that, such as the maximum
 * of two tensors, keeps its gradient.
 */
public final class RectifierRules {
  private final RuleBook general;
  private final RectifiedGradient gradient;

  private RectifierRules(RuleBook general, RectifiedGradient gradient) {
    this.general = general;
    this.gradient = gradient;
  }

  /**
   * The rules by op.
   *
   * @param general what they override
   * @param gradient what ReLUs hand back
   */
  public static Map<String, GradientRule> of(RuleBook general, RectifiedGradient gradient) {
    RectifierRules rules = new RectifierRules(general, gradient);
    Map<String, GradientRule> byOp = new HashMap<>();
    Rectifier.OPS.forEach(op -> byOp.put(op, rules::ofMaximum));
    byOp.put(SaidRectifier.OP, rules::ofIdentities);
    return byOp;
  }

  /** Of an op that is a ReLU, or may be one. */
  private Map<Integer, TensorRef> ofMaximum(RuleContext context) {
    FlatNode node = context.node();
    Optional<Rectifier> relu = Rectifier.of(graph(context), node);
    return relu.isPresent()
        ? gradient.of(relu.get(), context, required(node, general.find(node)))
        : asBefore(context);
  }

  /** Of the op that carries the gradient which an author gave to other ops. */
  private Map<Integer, TensorRef> ofIdentities(RuleContext context) {
    FlatNode node = context.node();
    return SaidRectifier.is(graph(context), node)
        ? required(node, general.find(node)).gradient(context)
        : asBefore(context);
  }

  private Map<Integer, TensorRef> asBefore(RuleContext context) {
    FlatGraph base = graph(context).base();
    return required(context.node(), general.find(base, context.node())).gradient(context);
  }

  private static GraphBuilder graph(RuleContext context) {
    return context.writer().graph();
  }

  private static GradientRule required(FlatNode node, Optional<GradientRule> rule) {
    return rule.orElseThrow(() -> new NoGradientException(node));
  }
}
