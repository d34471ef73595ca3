package io.attributable.graph.method.lrp;

import io.attributable.Lrp;
import io.attributable.LrpRule;
import io.attributable.graph.method.table.RuleSite;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tape.GradientRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rules for products: those with weights by the method's rule, those of two signals half each. */
final class LayerRules {
  /** The name of the rule of what counts as part of the linear op before it. */
  static final String MERGED = "merged";

  private final Lrp method;
  private final GraphFacts.Book facts;

  LayerRules(Lrp method, GraphFacts.Book facts) {
    this.method = method;
    this.facts = facts;
  }

  static List<String> ops() {
    List<String> ops = new ArrayList<>();
    ops.addAll(OpTrait.CONVOLUTION.ops());
    ops.addAll(OpTrait.CONVOLUTION_TO_IMAGE.ops());
    ops.addAll(OpTrait.PRODUCT.ops());
    ops.addAll(OpTrait.BATCH_PRODUCT.ops());
    return ops;
  }

  GradientRule of(RuleSite site) {
    GraphFacts known = facts.of(site.graph());
    return known
        .layers()
        .ofOp(site.node())
        .map(layer -> weighted(site, layer, known.signals()))
        .orElseGet(
            () -> {
              int signals = known.signals().varying(site.node()).size();
              double share = 1.0 / Math.max(1, signals);
              return site.rule("bilinear", new LinearisedRule(site, Stabiliser.of(method), share));
            });
  }

  private GradientRule weighted(RuleSite site, LinearLayer layer, GraphSignals signals) {
    boolean first = signals.of(layer.op().dataTensor()) == Signal.INPUT;
    LrpRule rule = rule(layer.op().isConvolution(), first);
    Lrp parameters =
        rule == LrpRule.ALPHA_BETA && isComposite() ? method.withAlphaBeta(2, 1) : method;
    Stabiliser stabiliser =
        rule == LrpRule.EPSILON ? Stabiliser.ofEpsilonRule(method) : Stabiliser.of(method);
    Decomposition decomposition = Decomposition.of(rule, parameters);
    return site.rule(
        word(rule),
        context ->
            new LayerRelevance(site, context, layer, parameters, stabiliser).shared(decomposition));
  }

  private boolean isComposite() {
    return method.rule() != LrpRule.ALPHA_BETA;
  }

  /**
   * Which rule a composite has for a layer.
   *
   * <p>Source: Zennit 0.5.1, {@code src/zennit/composites.py}.
   */
  private LrpRule rule(boolean convolution, boolean first) {
    return switch (method.rule()) {
      case EPSILON_PLUS -> convolution ? LrpRule.Z_PLUS : LrpRule.EPSILON;
      case EPSILON_PLUS_FLAT ->
          first ? LrpRule.FLAT : convolution ? LrpRule.Z_PLUS : LrpRule.EPSILON;
      case EPSILON_ALPHA2_BETA1 -> convolution ? LrpRule.ALPHA_BETA : LrpRule.EPSILON;
      case EPSILON_ALPHA2_BETA1_FLAT ->
          first ? LrpRule.FLAT : convolution ? LrpRule.ALPHA_BETA : LrpRule.EPSILON;
      case EPSILON_GAMMA_BOX ->
          !convolution ? LrpRule.EPSILON : first ? LrpRule.Z_BOX : LrpRule.GENERALISED_GAMMA;
      default -> method.rule();
    };
  }

  private static String word(LrpRule rule) {
    return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
