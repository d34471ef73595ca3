package io.attributable.graph.tape.rules.elementwise;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import java.util.Map;

/** The slope of an op that works number by number on one tensor of real numbers. */
@FunctionalInterface
interface Derivative {
  /** The slope at x, where the op gives y. */
  TensorRef at(ElementwiseWriter e, TensorRef x, TensorRef y);

  static GradientRule rule(Derivative slope) {
    return context -> {
      TensorRef x = context.input(0);
      ElementwiseWriter e = new ElementwiseWriter(context.writer(), x);
      return Map.of(0, e.times(context.gradient(), slope.at(e, x, context.output(0))));
    };
  }
}
