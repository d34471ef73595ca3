package io.attributable.graph.method.lrp;

import io.attributable.Lrp;
import io.attributable.RuleCoverage;
import io.attributable.UnknownOps;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.method.table.ArrangingOps;
import io.attributable.graph.method.table.NodeRule;
import io.attributable.graph.method.table.RuleSite;
import io.attributable.graph.method.table.RuleTable;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.control.ControlRules;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of layer-wise relevance propagation, op by op. */
public final class LrpRules {
  /** Choose, copy or arrange numbers: each number's relevance goes back where it came from. */
  private static final List<String> ROUTES =
      ArrangingOps.and(
          "ResizeNearestNeighbor",
          "ResizeBilinear",
          "MaxPool",
          "MaxPoolV2",
          "MaxPool3D",
          "Max",
          "Min",
          "Select",
          "SelectV2",
          "TopK",
          "TopKV2",
          "Cast",
          "MatrixDiagPart",
          "MatrixBandPart",
          "DynamicStitch",
          "DynamicPartition",
          "ScatterNd",
          "UnsortedSegmentMax",
          "SegmentMax");

  /** Sums and means: each number has its part of what it was added to. */
  private static final List<String> SUMS =
      List.of(
          "AddN",
          "AccumulateNV2",
          "Sum",
          "Mean",
          "AvgPool",
          "AvgPool3D",
          "Cumsum",
          "SegmentSum",
          "SegmentMean",
          "UnsortedSegmentSum");

  /** One number of one number. */
  private static final List<String> ACTIVATIONS =
      List.of(
          "Relu",
          "Relu6",
          "LeakyRelu",
          "Elu",
          "Selu",
          "Sigmoid",
          "Tanh",
          "Softplus",
          "Softsign",
          "Erf",
          "ClipByValue",
          "Neg",
          "Abs");

  private final Lrp method;
  private final GraphFacts.Book facts;
  private final ProductRules products;
  private final SumRules sums;
  private final LayerRules layers;
  private final NodeRule others;

  private LrpRules(Lrp method, GraphFacts.Book facts) {
    this.method = method;
    this.facts = facts;
    Stabiliser stabiliser = Stabiliser.of(method);
    this.others = others(method, stabiliser);
    this.layers = new LayerRules(method, facts);
    this.products = new ProductRules(facts, stabiliser, others);
    this.sums = new SumRules(method, facts, stabiliser);
  }

  /**
   * The rules for a graph.
   *
   * @param output where relevance starts
   * @param functions opens what loops and branches refer to
   */
  public static RuleTable of(
      Lrp method, FlatGraph graph, TensorRef output, FunctionGraphs functions) {
    return new LrpRules(method, new GraphFacts.Book(graph, output, functions)).table();
  }

  private static NodeRule others(Lrp method, Stabiliser stabiliser) {
    return method.fallback() == UnknownOps.ERROR
        ? RuleTable.refusing(method.name())
        : site -> site.rule(RuleCoverage.GRADIENT, new LinearisedRule(site, stabiliser, 1));
  }

  private RuleTable table() {
    return new RuleTable.Builder()
        .put(this::route, ROUTES)
        .put(site -> site.rule("epsilon", linearised(site)), SUMS)
        .put(this::activation, ACTIVATIONS)
        .put(this::extremum, List.of("Maximum", "Minimum"))
        .put(site -> site.rule("pass", RuleContext::outputGradients), passing())
        .put(this::identities, List.of("IdentityN"))
        .put(site -> site.rule("softmax", SoftmaxRule::relevance), List.of("Softmax"))
        .put(site -> site.rule("function", site::gradient), control())
        .put(layers::of, LayerRules.ops())
        .put(sums::of, SumRules.OPS)
        .put(sums::ofNormalisation, SumRules.NORMALISATIONS)
        .put(products::of, ProductRules.OPS)
        .build(others);
  }

  private GradientRule route(RuleSite site) {
    return facts.of(site.graph()).layers().follower(site.node()).isPresent()
        ? site.rule(LayerRules.MERGED, site::gradient)
        : site.rule("route", site::gradient);
  }

  /** Of several inputs, such as bounds, the first varies. */
  private GradientRule activation(RuleSite site) {
    return site.rule("pass", new PassRule(0));
  }

  /** Of two signals the larger one takes all; a bound makes it an activation. */
  private GradientRule extremum(RuleSite site) {
    List<Integer> varying = facts.of(site.graph()).signals().varying(site.node());
    return varying.size() == 1
        ? site.rule("pass", new PassRule(varying.get(0)))
        : site.rule("route", site::gradient);
  }

  /**
   * Each output is an input. Where that was rounded on the way, what the model's author wrote for
   * the op's gradient goes around.
   */
  private GradientRule identities(RuleSite site) {
    GraphSignals signals = facts.of(site.graph()).signals();
    return site.graph().customGradient(site.node()).isPresent()
            && Rounding.isBetween(site.graph(), signals, site.node())
        ? site.rule("custom-gradient", linearised(site))
        : site.rule("pass", RuleContext::outputGradients);
  }

  private GradientRule linearised(RuleSite site) {
    return new LinearisedRule(site, Stabiliser.of(method), 1);
  }

  private static List<String> passing() {
    List<String> passing = new ArrayList<>(OpTrait.PASSES.ops());
    passing.addAll(List.of("PlaceholderWithDefault", "XlaOptimizationBarrier"));
    return passing;
  }

  /** Functions, and the lists that loops read and write, go by the same rules inside. */
  private static Set<String> control() {
    return new HashSet<>(ControlRules.all().keySet());
  }
}
