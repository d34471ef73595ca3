package io.attributable.graph.method.deeplift;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.method.table.RuleSite;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ops that are linear in each of two operands: products, of numbers, of matrices, of an image and a
 * filter. Averaged over both orders, each operand has the gradient that it has where the other is
 * the mean of both passes: {@code Δ(uv) = Δu (v + v′)/2 + Δv (u + u′)/2}, exactly.
 */
final class Products {
  static final List<String> OPS =
      List.of(
          "Mul",
          "MulNoNan",
          "MatMul",
          "BatchMatMul",
          "BatchMatMulV2",
          "BatchMatMulV3",
          "Einsum",
          "Conv2D",
          "Conv3D",
          "Conv",
          "DepthwiseConv2dNative",
          "Conv2DBackpropInput",
          "Conv2DBackpropInputV2",
          "Conv3DBackpropInput",
          "Conv3DBackpropInputV2",
          "DepthwiseConv2dNativeBackpropInput",
          "Cross",
          "L2Loss");

  private final Passes passes;

  Products(Passes passes) {
    this.passes = passes;
  }

  GradientRule of(RuleSite site) {
    FlatNode node = site.node();
    if (node.op().equals("Mul") || node.op().equals("MulNoNan")) {
      int number = chosen(node);
      if (number >= 0) {
        return site.rule("choice", context -> choice(context, number));
      }
    }
    boolean several =
        node.op().equals("L2Loss") || node.inputs().stream().filter(passes::varies).count() > 1;
    return several
        ? site.rule("two-inputs", this::means)
        : site.rule(LinearOps.NAME, LinearOps::gradient);
  }

  /** Which factor is a number, where the other is a truth value that may change; else -1. */
  private int chosen(FlatNode node) {
    Changes.Kind first = passes.changes().of(node.inputs().get(0));
    Changes.Kind second = passes.changes().of(node.inputs().get(1));
    if (first == Changes.Kind.NUMBER && second == Changes.Kind.CHOICE) {
      return 0;
    }
    return second == Changes.Kind.NUMBER && first == Changes.Kind.CHOICE ? 1 : -1;
  }

  /** By the sums of both passes, of half of the output's multipliers: fewer passes over memory. */
  private Map<Integer, TensorRef> means(RuleContext context) {
    Multipliers at = new Multipliers(context, passes);
    NodeWriter w = context.writer();
    List<TensorRef> sums = new ArrayList<>();
    for (int i = 0; i < context.node().inputs().size(); i++) {
      sums.add(Types.isFloat(w.graph().type(at.x(i))) ? at.sum(i) : at.x(i));
    }
    Map<Integer, TensorRef> halves = new HashMap<>();
    context
        .outputGradients()
        .forEach((output, of) -> halves.put(output, w.mul(of, w.scalarLike(of, 0.5))));
    return context.tape().gradient(context.node().withInputs(sums), halves, context.needed());
  }

  /** A mask hands no difference back, so that all that the product changes by is the number's. */
  private Map<Integer, TensorRef> choice(RuleContext context, int number) {
    Multipliers at = new Multipliers(context, passes);
    TensorRef dx = at.dx(number);
    TensorRef quotient = at.elements().of("DivNoNan", at.dy(), dx);
    TensorRef enough = at.changesEnough(number, dx);
    return Map.of(
        number,
        at.times(number, at.elements().of("SelectV2", enough, quotient, at.mean(1 - number))));
  }
}
