package io.attributable.graph.tape.rules;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tensor.TensorRef;
import java.util.Map;

/** The slope of an op that works number by number on one tensor of real numbers. */
@FunctionalInterface
interface Slope {
  /** The slope at x, where the op gives y. */
  TensorRef at(Elementwise e, TensorRef x, TensorRef y);

  static GradientRule rule(Slope slope) {
    return context -> {
      TensorRef x = context.input(0);
      Elementwise e = new Elementwise(context.writer(), x);
      return Map.of(0, e.times(context.gradient(), slope.at(e, x, context.output(0))));
    };
  }
}
