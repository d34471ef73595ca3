package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.method.table.NodeRule;
import io.attributable.graph.method.table.RuleSite;
import io.attributable.graph.tape.GradientRule;
import java.util.List;

/**
 * Products and quotients of two, element by element. Multiplication by a constant hands on all
 * relevance; that by a gate hands all to the signal; of two signals each is handed half (Achtibat
 * et al. 2024, AttnLRP, arXiv:2402.05602, proposition 3.2).
 */
final class ProductRules {
  static final List<String> OPS = List.of("Mul", "MulNoNan", "RealDiv", "Div", "DivNoNan", "Xdivy");

  private final GraphFacts.Book facts;
  private final Stabiliser stabiliser;
  private final NodeRule others;

  ProductRules(GraphFacts.Book facts, Stabiliser stabiliser, NodeRule others) {
    this.facts = facts;
    this.stabiliser = stabiliser;
    this.others = others;
  }

  GradientRule of(RuleSite site) {
    FlatNode node = site.node();
    GraphFacts known = facts.of(site.graph());
    List<Integer> varying = known.signals().varying(node);
    if (known.layers().follower(node).isPresent()) {
      return site.rule(LayerRules.MERGED, new PassRule(varying.get(0)));
    }
    boolean quotient = !node.op().startsWith("Mul");
    if (varying.size() < 2) {
      int signal = varying.isEmpty() ? 0 : varying.get(0);
      return quotient && signal == 1 ? others.of(site) : site.rule("pass", new PassRule(signal));
    }
    if (quotient) {
      return site.rule("normalisation", new PassRule(0));
    }
    int signal = known.gates().signal(node);
    return signal == Gates.NEITHER
        ? site.rule("bilinear", new LinearisedRule(site, stabiliser, 0.5))
        : site.rule("gate", new PassRule(signal));
  }
}
