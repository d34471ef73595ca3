package io.attributable.graph.method.lrp;

import io.attributable.Lrp;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.method.table.RuleSite;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;

/**
 * Sums of two: relevance is shared out in proportion to what each adds. A constant takes its share,
 * too, unless it belongs to a layer with weights, prepares an input, or is the offset of a
 * normalisation.
 */
final class SumRules {
  static final List<String> OPS = List.of("Add", "AddV2", "Sub", "BiasAdd", "BiasAddV1");
  static final List<String> NORMALISATIONS =
      List.of("FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3");

  private final Lrp method;
  private final GraphFacts.Book facts;
  private final Stabiliser stabiliser;

  SumRules(Lrp method, GraphFacts.Book facts, Stabiliser stabiliser) {
    this.method = method;
    this.facts = facts;
    this.stabiliser = stabiliser;
  }

  GradientRule of(RuleSite site) {
    FlatNode node = site.node();
    GraphFacts known = facts.of(site.graph());
    List<Integer> varying = known.signals().varying(node);
    if (known.layers().follower(node).isPresent()) {
      return site.rule(LayerRules.MERGED, new PassRule(varying.get(0)));
    }
    if (varying.size() == 2) {
      return known
          .normalisations()
          .centred(node)
          .map(x -> site.rule("normalisation", new PassRule(x)))
          .orElseGet(() -> shared(site));
    }
    return varying.size() == 1 ? withConstant(site, known, varying.get(0)) : shared(site);
  }

  private GradientRule withConstant(RuleSite site, GraphFacts known, int varying) {
    TensorRef tensor = site.node().inputs().get(varying);
    if (known.normalisations().isNormalised(tensor)) {
      return site.rule("normalisation", new PassRule(varying));
    }
    boolean prepares = known.signals().of(tensor) == Signal.INPUT;
    return prepares || method.zeroBias() ? site.rule("pass", new PassRule(varying)) : shared(site);
  }

  private GradientRule shared(RuleSite site) {
    return site.rule("epsilon", new LinearisedRule(site, stabiliser, 1));
  }

  /** By statistics of what is normalised, relevance passes; by given ones the op is linear. */
  GradientRule ofNormalisation(RuleSite site) {
    GraphFacts known = facts.of(site.graph());
    if (site.node().attribute("is_training").getB()) {
      return site.rule("normalisation", new PassRule(0));
    }
    if (known.layers().follower(site.node()).isPresent()) {
      return site.rule(LayerRules.MERGED, new PassRule(0));
    }
    boolean prepares = known.signals().of(site.node().inputs().get(0)) == Signal.INPUT;
    return prepares || method.zeroBias() ? site.rule("pass", new PassRule(0)) : shared(site);
  }
}
