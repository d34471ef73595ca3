package io.attributable.graph.tape.rules;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.NodeWriter;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.Map;
import org.tensorflow.proto.DataType;

/** What the C++ registry lacks of complex numbers. */
final class ComplexRules {
  private ComplexRules() {}

  static Map<String, GradientRule> all() {
    return Map.of("ComplexAbs", ComplexRules::absolute);
  }

  /** In the direction of the number; none at zero. */
  private static Map<Integer, TensorRef> absolute(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef x = context.input(0);
    TensorRef y = context.output(0);
    DataType type = w.graph().type(x);
    TensorRef slope = w.binary("DivNoNan", context.gradient(), y);
    return Map.of(0, w.mul(x, w.cast(slope, type)));
  }
}
