package io.attributable.graph.method;

import io.attributable.UnknownOps;
import io.attributable.graph.method.deeplift.DeepLiftRules;
import io.attributable.graph.points.PointArrays;
import io.attributable.graph.points.PointDemand;
import io.attributable.graph.points.PointGraph;
import io.attributable.graph.points.Reference;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import java.util.Optional;

/**
 * DeepLIFT. The tape carries multipliers in place of gradients: what the output changes by per
 * change of a tensor. They obey the chain rule as gradients do (A. Shrikumar et al.,
 * arXiv:1704.02685, section 3.3), so that sums over several users of a tensor are right for both.
 *
 * @param method as requests name it
 * @param local whether multipliers are left alone
 * @param fallback what to do about ops without a rule
 * @param single whether each example has one baseline
 */
record DeepLiftPlan(String method, boolean local, UnknownOps fallback, boolean single)
    implements MethodPlan {

  @Override
  public boolean differentiates() {
    return true;
  }

  @Override
  public Optional<PointDemand> points() {
    return Optional.of(PointDemand.ofPairs(method, single));
  }

  @Override
  public boolean isComplete() {
    return !local;
  }

  @Override
  public RuleBook rules(RuleBook general, DifferentiatedGraph graph) {
    PointGraph points = graph.points().orElseThrow();
    return DeepLiftRules.of(
        method,
        fallback,
        graph.graph(),
        points.substitutes(),
        tensor -> points.beside(Reference.BASELINE, tensor).orElse(tensor),
        general);
  }

  Quantity quantity() {
    return new Quantity(local ? method + "-multipliers" : method);
  }

  /** Each row has a baseline of its own; the mean over those of an example is the result. */
  @Override
  public Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    PointValues at = values.atPoints();
    PointArrays arrays = new PointArrays(writer);
    TensorRef multipliers = PointArrays.wide(writer, values.differentiated());
    TensorRef parts =
        arrays.split(
            local ? multipliers : writer.mul(multipliers, change(writer, values)),
            at.count(),
            values.stacked());
    TensorRef weights = writer.cast(at.weights(), writer.graph().type(parts));
    return Map.of(quantity(), arrays.weightedSum(parts, weights, values.stacked()));
  }

  private static TensorRef change(NodeWriter writer, LayerValues values) {
    TensorRef baseline = values.atPoints().wantedBaseline();
    return PointArrays.wide(writer, writer.binary("Sub", values.activation(), baseline));
  }
}
