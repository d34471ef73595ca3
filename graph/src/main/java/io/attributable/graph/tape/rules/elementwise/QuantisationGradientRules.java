package io.attributable.graph.tape.rules.elementwise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The gradients of rounding, in models that compute gradients themselves. They are linear in the
 * incoming gradient: it passes where values lie within the range, is summed for the lower end where
 * they lie below, and for the upper end where they lie above. Python registers the
 * fake-quantisation ones as not differentiable ({@code tensorflow/python/ops/array_grad.py}).
 *
 * <p>Source: {@code tensorflow/core/kernels/fake_quant_ops_functor.h}, {@code
 * FakeQuantWithMinMaxVarsGradientFunctor}.
 */
public final class QuantisationGradientRules {
  private final RuleContext context;
  private final NodeWriter w;
  private final TensorRef values;

  private QuantisationGradientRules(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.values = context.input(1);
  }

  public static Map<String, GradientRule> all() {
    GradientRule ranged = context -> new QuantisationGradientRules(context).ranged();
    return Map.of(
        "FakeQuantWithMinMaxArgsGradient",
        context -> new QuantisationGradientRules(context).fixed(),
        "FakeQuantWithMinMaxVarsGradient",
        ranged,
        "FakeQuantWithMinMaxVarsPerChannelGradient",
        ranged,
        "QuantizeAndDequantizeV4Grad",
        context -> new QuantisationGradientRules(context).constantEnds());
  }

  private Map<Integer, TensorRef> fixed() {
    return Map.of(0, same(context.gradient()).output(0));
  }

  /** This op's gradients for the ends of the range are zero. */
  private Map<Integer, TensorRef> constantEnds() {
    return context.gradient(0) == null ? Map.of() : fixed();
  }

  /** Inputs: gradients, the values that were rounded, and both ends of the range. */
  private Map<Integer, TensorRef> ranged() {
    TensorRef inside = same(w.unary("OnesLike", values)).output(0);
    TensorRef outside = w.binary("Sub", w.unary("OnesLike", inside), inside);
    TensorRef below = w.mul(outside, isInLowerHalf());
    TensorRef above = w.binary("Sub", outside, below);
    List<TensorRef> parts = new ArrayList<>();
    add(parts, 0, inside);
    add(parts, 1, below);
    add(parts, 2, above);
    return Map.of(0, w.addN(parts));
  }

  private void add(List<TensorRef> parts, int output, TensorRef part) {
    TensorRef gradient = context.gradient(output);
    if (gradient != null) {
      parts.add(new ArrayWriter(context.writer()).mul(part, gradient, values));
    }
  }

  private FlatNode same(TensorRef gradients) {
    List<TensorRef> inputs = new ArrayList<>(context.node().inputs());
    inputs.set(0, gradients);
    return context
        .writer()
        .op(context.node().op(), inputs)
        .like(context.node(), "min", "max", "num_bits", "narrow_range", "T", "axis")
        .writeNode();
  }

  /** Values out of the range are on one of its sides, even where the op nudges its ends. */
  private TensorRef isInLowerHalf() {
    TensorRef sum = w.binary("AddV2", context.input(2), context.input(3));
    TensorRef middle = w.mul(sum, w.scalarLike(sum, 0.5));
    TensorRef isLower = context.writer().op("Less", values, middle).write();
    return w.cast(isLower, w.graph().type(values));
  }
}
