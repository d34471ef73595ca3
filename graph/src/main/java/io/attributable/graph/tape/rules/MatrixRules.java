package io.attributable.graph.tape.rules;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.NodeWriter;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;

/** Products of matrices and the addition of a bias. */
final class MatrixRules {
  private MatrixRules() {}

  static Map<String, GradientRule> all() {
    return Map.of("MatMul", MatrixRules::matMul, "BiasAdd", MatrixRules::biasAdd);
  }

  private static Map<Integer, TensorRef> matMul(RuleContext context) {
    boolean ta = context.attribute("transpose_a").getB();
    boolean tb = context.attribute("transpose_b").getB();
    NodeWriter w = context.writer();
    TensorRef a = context.input(0);
    TensorRef b = context.input(1);
    TensorRef dy = context.gradient();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(0)) {
      gradients.put(0, ta ? w.matMul(b, dy, tb, true) : w.matMul(dy, b, false, !tb));
    }
    if (context.needs(1)) {
      gradients.put(1, tb ? w.matMul(dy, a, true, ta) : w.matMul(a, dy, !ta, false));
    }
    return gradients;
  }

  private static Map<Integer, TensorRef> biasAdd(RuleContext context) {
    NodeWriter w = context.writer();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(0, context.gradient());
    if (context.needs(1)) {
      Map<String, AttrValue> attributes = new HashMap<>(w.typed(context.gradient()));
      attributes.put("data_format", context.attribute("data_format"));
      gradients.put(
          1,
          w.graph()
              .add(
                  "BiasAddGrad",
                  "BiasAddGrad",
                  List.of(context.gradient()),
                  attributes,
                  w.graph().shape(context.input(1))));
    }
    return gradients;
  }
}
