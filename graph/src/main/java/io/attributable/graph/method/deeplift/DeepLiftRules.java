package io.attributable.graph.method.deeplift;

import io.attributable.RuleCoverage;
import io.attributable.UnknownOps;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.method.table.NodeRule;
import io.attributable.graph.method.table.RuleSite;
import io.attributable.graph.method.table.RuleTable;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.RuleOverrides;
import io.attributable.graph.tape.control.ControlRules;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The rules of DeepLIFT, op by op. */
public final class DeepLiftRules {
  private static final List<String> PASSING =
      List.of(
          "IdentityN",
          "PlaceholderWithDefault",
          "XlaOptimizationBarrier",
          "StopGradient",
          "PreventGradient");

  private final String method;
  private final UnknownOps fallback;
  private final Passes passes;

  private DeepLiftRules(String method, UnknownOps fallback, Passes passes) {
    this.method = method;
    this.fallback = fallback;
    this.passes = passes;
  }

  /** A rule that needs both passes. */
  private interface PairedRule {
    Map<Integer, TensorRef> multipliers(RuleContext context, Passes passes);
  }

  /**
   * The rules for a graph.
   *
   * @param method as requests name it
   * @param graph what is differentiated; holds the pass at the baselines, too
   * @param inputs where the passes begin to differ, in the pass at the inputs
   * @param baseline finds a tensor of the pass at the inputs in that at the baselines
   * @param general the rules of gradients
   */
  public static RuleBook of(
      String method,
      UnknownOps fallback,
      FlatGraph graph,
      Collection<TensorRef> inputs,
      UnaryOperator<TensorRef> baseline,
      RuleBook general) {
    Passes passes = new Passes(graph, inputs, baseline);
    DeepLiftRules rules = new DeepLiftRules(method, fallback, passes);
    return general.overriding(StepRules.passing()).overriding(rules.checked(rules.table()));
  }

  /** Numbers that were made whole ones hand nothing back, whatever takes them. */
  private RuleOverrides checked(RuleTable table) {
    return (graph, node, general) ->
        passes.isIn(graph) && node.inputs().stream().anyMatch(passes.changes()::isRestored)
            ? Optional.of(
                unknown(
                    new RuleSite(graph, node, general),
                    "numbers that it is given were rounded to whole ones by a Cast"))
            : table.find(graph, node, general);
  }

  private RuleTable table() {
    RuleTable.Builder table = new RuleTable.Builder();
    Rescale.all().forEach((op, rule) -> table.put(site -> rescale(site, rule), List.of(op)));
    return table
        .put(inGraph(this::linear), LinearOps.all())
        .put(inGraph(this::passing), PASSING)
        .put(inGraph(new Products(passes)::of), Products.OPS)
        .put(paired("two-inputs", Pairs::ofQuotient), List.of("Div", "RealDiv", "DivNoNan"))
        .put(paired("two-inputs", Pairs::ofSquaredDifference), List.of("SquaredDifference"))
        .put(paired("two-inputs", Pairs::ofLines), List.of("Maximum", "Minimum"))
        .put(
            paired("two-inputs", Pairs::ofCurves),
            List.of("Pow", "Atan2", "Xdivy", "Xlogy", "Xlog1py"))
        .put(inGraph(this::product), List.of("Prod"))
        .put(paired("two-inputs", Norms::multiplier), List.of("EuclideanNorm"))
        .put(extremes(true), Extremes.MAXIMA)
        .put(extremes(false), Extremes.MINIMA)
        .put(paired("softmax", Softmaxes::softmax), List.of("Softmax"))
        .put(paired("softmax", Softmaxes::logSoftmax), List.of("LogSoftmax"))
        .put(inGraph(this::selection), List.of("Select", "SelectV2"))
        .put(inGraph(this::normalisation), normalisations())
        .put(inGraph(this::control), ControlRules.all().keySet())
        .build(inGraph(site -> unknown(site, "there is no rule for it")));
  }

  private static List<String> normalisations() {
    return List.of("FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3");
  }

  /** Whole numbers hand nothing back but by a gradient that the author wrote for them. */
  private GradientRule passing(RuleSite site) {
    boolean replaced = site.graph().customGradient(site.node()).isPresent();
    boolean rounded = site.node().inputs().stream().anyMatch(passes.changes()::wasRounded);
    return replaced && rounded
        ? unknown(site, "what it is given was rounded to whole numbers, as quantised layers do")
        : site.rule(LinearOps.NAME, LinearOps::each);
  }

  /** What is inside a loop has one pass; with the fallback, its gradients are taken. */
  private NodeRule inGraph(NodeRule rule) {
    return site ->
        passes.isIn(site.graph())
            ? rule.of(site)
            : site.rule(RuleCoverage.GRADIENT, site::gradient);
  }

  private NodeRule paired(String name, PairedRule rule) {
    return inGraph(site -> site.rule(name, context -> rule.multipliers(context, passes)));
  }

  private NodeRule extremes(boolean maxima) {
    return paired("extreme", (context, both) -> Extremes.multiplier(context, both, maxima));
  }

  private GradientRule rescale(RuleSite site, Rescale rule) {
    return inGraph(
            inside ->
                passes.variesBeside(inside.node(), 0)
                    ? unknown(inside, "its bounds depend on the model's inputs")
                    : inside.rule("rescale", context -> rescaled(context, rule)))
        .of(site);
  }

  private Map<Integer, TensorRef> rescaled(RuleContext context, Rescale rule) {
    Multipliers at = new Multipliers(context, passes);
    return Map.of(0, at.times(0, rule.multiplier(at)));
  }

  private GradientRule linear(RuleSite site) {
    Optional<String> problem = LinearOps.problem(site.node(), passes);
    return problem.isPresent()
        ? unknown(site, problem.get())
        : site.rule(LinearOps.NAME, LinearOps::gradient);
  }

  private GradientRule product(RuleSite site) {
    return ProductsOfAll.isOverOneAxis(site)
        ? site.rule("product", context -> ProductsOfAll.multiplier(context, passes))
        : unknown(site, "it multiplies along several dimensions at once");
  }

  private GradientRule selection(RuleSite site) {
    return passes.varies(site.node().inputs().get(0))
        ? site.rule("choice", context -> Selections.multipliers(context, passes))
        : site.rule(LinearOps.NAME, LinearOps::gradient);
  }

  private GradientRule normalisation(RuleSite site) {
    if (passes.variesBeside(site.node(), 0)) {
      return unknown(site, "its scale, offset or statistics depend on the model's inputs");
    }
    return site.node().attribute("is_training").getB()
        ? site.rule("normalisation", context -> normalised(site, context))
        : site.rule(LinearOps.NAME, LinearOps::gradient);
  }

  private Map<Integer, TensorRef> normalised(RuleSite site, RuleContext context) {
    if (context.outputGradients().keySet().equals(Set.of(0))) {
      return Normalisations.multiplier(context, passes);
    }
    return unknown(site, "the output depends on the statistics that it gives").gradient(context);
  }

  /** Loops that are not unrolled, branches. Lists of arrays hand each item's share back to it. */
  private GradientRule control(RuleSite site) {
    if (site.node().op().startsWith("TensorList")) {
      return LinearOps.problem(site.node(), passes)
          .map(problem -> unknown(site, problem))
          .orElseGet(() -> site.rule(LinearOps.NAME, site::gradient));
    }
    return unknown(
        site,
        OpTrait.LOOP.is(site.node().op())
            ? "how often the loop runs is not known before, so that it stays one"
            : "which branch runs is not known before");
  }

  private GradientRule unknown(RuleSite site, String reason) {
    return fallback == UnknownOps.GRADIENT
        ? site.rule(RuleCoverage.GRADIENT, site::gradient)
        : site.rule(
            "none",
            context -> {
              throw RuleTable.refused(method, site.node(), reason);
            });
  }
}
