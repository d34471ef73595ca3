package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Branches of TensorFlow 1: a {@code Switch} sends its value to one of its outputs and leaves the
 * other dead, a {@code Merge} passes its only live input on. The gradient of each is the other.
 *
 * <p>Source: {@code tensorflow/python/ops/control_flow_grad.py}, {@code _SwitchGrad}, {@code
 * _MergeGrad}.
 */
final class SwitchRules {
  private SwitchRules() {}

  static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    rules.put("Switch", SwitchRules::ofSwitch);
    rules.put("RefSwitch", SwitchRules::ofSwitch);
    rules.put("Merge", SwitchRules::ofMerge);
    rules.put("RefMerge", SwitchRules::ofMerge);
    return rules;
  }

  private static Map<Integer, TensorRef> ofSwitch(RuleContext context) {
    TensorRef whenFalse = orZeros(context, 0);
    TensorRef whenTrue = orZeros(context, 1);
    NodeWriter writer = context.writer();
    FlatNode merged = writer.op("Merge", whenFalse, whenTrue).writeNode();
    return Map.of(0, merged.output(0));
  }

  /** Zeros that are as dead as the output would be. */
  private static TensorRef orZeros(RuleContext context, int output) {
    @Nullable TensorRef gradient = context.gradient(output);
    if (gradient != null) {
      return gradient;
    }
    NodeWriter writer = context.writer();
    TensorRef zeros = writer.zerosLike(context.input(0));
    return switched(writer, zeros, context.input(1)).output(output);
  }

  private static Map<Integer, TensorRef> ofMerge(RuleContext context) {
    Map<Integer, TensorRef> gradients = new HashMap<>();
    for (int input : context.needed()) {
      NodeWriter writer = context.writer();
      TensorRef chosen = isChosen(writer, context.output(1), input);
      gradients.put(input, switched(writer, context.gradient(), chosen).output(1));
    }
    return gradients;
  }

  private static TensorRef isChosen(NodeWriter writer, TensorRef index, int input) {
    return writer.op("Equal", index, writer.scalar(input)).shape(Shape.scalar()).write();
  }

  private static FlatNode switched(NodeWriter writer, TensorRef value, TensorRef condition) {
    return writer.op("Switch", value, condition).writeNode();
  }
}
