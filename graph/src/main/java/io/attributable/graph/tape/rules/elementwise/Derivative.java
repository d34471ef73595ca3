package io.attributable.graph.tape.rules.elementwise;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ElementwiseWriter;
import java.util.Map;

/** The derivative of an element-wise op of one real tensor. */
@FunctionalInterface
interface Derivative {
  /** The derivative at x, where the op's value is y. */
  TensorRef at(ElementwiseWriter e, TensorRef x, TensorRef y);

  static GradientRule rule(Derivative derivative) {
    return context -> {
      TensorRef x = context.input(0);
      ElementwiseWriter e = new ElementwiseWriter(context.writer(), x);
      return Map.of(0, e.times(context.gradient(), derivative.at(e, x, context.output(0))));
    };
  }
}
