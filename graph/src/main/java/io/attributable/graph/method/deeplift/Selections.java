package io.attributable.graph.method.deeplift;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * A choice between two values, where the condition may be another at the baseline. A condition
 * hands no difference back; where it changes, all that the result changes by is shared out equally
 * among those of both values that change. So a ReLU that is written as a choice is one.
 */
final class Selections {
  private final RuleContext context;
  private final Multipliers at;
  private final Passes passes;
  private final NodeWriter w;
  private final ElementwiseWriter e;

  private Selections(RuleContext context, Passes passes) {
    this.context = context;
    this.passes = passes;
    this.at = new Multipliers(context, passes);
    this.w = context.writer();
    this.e = at.elements();
  }

  static Map<Integer, TensorRef> multipliers(RuleContext context, Passes passes) {
    return new Selections(context, passes).all();
  }

  private Map<Integer, TensorRef> all() {
    TensorRef chosen = chosen(at.x(0));
    TensorRef moved = e.of("NotEqual", chosen, chosen(at.x0(0)));
    TensorRef parts = e.of("Maximum", e.plus(changing(1), changing(2)), e.constant(1));
    Map<Integer, TensorRef> multipliers = new HashMap<>();
    for (int input : context.needed()) {
      TensorRef share = e.over(at.dy(), parts);
      TensorRef quotient = e.of("DivNoNan", share, at.dx(input));
      TensorRef same = input == 1 ? chosen : e.minus(e.constant(1), chosen);
      multipliers.put(input, at.times(input, e.of("SelectV2", moved, quotient, same)));
    }
    return multipliers;
  }

  /** 1 where the first value is chosen, else 0. */
  private TensorRef chosen(TensorRef condition) {
    TensorRef ones = w.unary("OnesLike", at.y());
    return w.op(context.node().op(), condition, ones, w.unary("ZerosLike", at.y()))
        .shapedLike(at.y())
        .write();
  }

  /** 1 where a value changes, else 0. */
  private TensorRef changing(int input) {
    return passes.varies(at.x(input))
        ? w.cast(at.changes(at.dx(input)), w.graph().type(at.y()))
        : e.constant(0);
  }
}
