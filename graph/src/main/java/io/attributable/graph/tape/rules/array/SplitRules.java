package io.attributable.graph.tape.rules.array;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An array split along an axis: the gradients of its parts are concatenated. TensorFlow's own rules
 * concatenate a single part, too, which {@code ConcatV2} refuses.
 *
 * <p>Source: {@code tensorflow/python/ops/array_grad.py}, {@code _SplitGrad}, {@code _SplitVGrad}.
 */
public final class SplitRules {
  private SplitRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "Split", context -> Map.of(1, joined(context, context.input(0), context.input(1))),
        "SplitV", context -> Map.of(0, joined(context, context.input(2), context.input(0))));
  }

  private static TensorRef joined(RuleContext context, TensorRef axis, TensorRef whole) {
    List<TensorRef> parts = parts(context);
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<TensorRef> inputs = new ArrayList<>(parts);
    inputs.add(axis);
    return context.writer().op("ConcatV2", inputs).shapedLike(whole).write();
  }

  private static List<TensorRef> parts(RuleContext context) {
    NodeWriter w = context.writer();
    List<TensorRef> parts = new ArrayList<>();
    for (int i = 0; i < context.node().outputs().size(); i++) {
      TensorRef gradient = context.gradient(i);
      parts.add(gradient != null ? gradient : w.unary("ZerosLike", context.output(i)));
    }
    return parts;
  }
}
