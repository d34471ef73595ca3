package io.attributable.graph.tape.rules.loss;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.Unbroadcast;
import io.attributable.graph.tape.rules.elementwise.UnaryRules;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Losses that return their own gradient as output 1, and the L2 loss.
 *
 * <p>Source: {@code tensorflow/python/ops/nn_grad.py}, {@code _L2LossGrad}, {@code
 * _SoftmaxCrossEntropyWithLogitsGrad}, {@code _SparseSoftmaxCrossEntropyWithLogitsGrad}.
 */
public final class CrossEntropyRules {
  private CrossEntropyRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "L2Loss", context -> Map.of(0, squares(context)),
        "SoftmaxCrossEntropyWithLogits", CrossEntropyRules::crossEntropy,
        "SparseSoftmaxCrossEntropyWithLogits", context -> Map.of(0, ofLogits(context)));
  }

  private static TensorRef squares(RuleContext context) {
    TensorRef x = context.input(0);
    return new ArrayWriter(context.writer()).mul(context.gradient(), x, x);
  }

  /** Inputs: logits and probabilities, of the same shape unless one has a single row. */
  private static Map<Integer, TensorRef> crossEntropy(RuleContext context) {
    NodeWriter w = context.writer();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(0, Unbroadcast.reduce(context, ofLogits(context), 0));
    if (context.needs(1) && context.gradient(0) != null) {
      TensorRef ofLabels = w.neg(w.mul(column(context), w.unary("LogSoftmax", logits(context))));
      gradients.put(1, Unbroadcast.reduce(context, ofLabels, 1));
    }
    return gradients;
  }

  /** From the gradient of the loss, and from that of output 1 where a model uses it. */
  private static TensorRef ofLogits(RuleContext context) {
    List<TensorRef> parts = new ArrayList<>();
    if (context.gradient(0) != null) {
      TensorRef backprop = context.output(1);
      parts.add(new ArrayWriter(context.writer()).mul(backprop, column(context), backprop));
    }
    TensorRef second = context.gradient(1);
    if (second != null) {
      parts.add(
          UnaryRules.ofSoftmax(
              context.writer(), context.writer().unary("Softmax", logits(context)), second));
    }
    return context.writer().addN(parts);
  }

  /** The logits, broadcast to the labels' classes. */
  private static TensorRef logits(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef given = context.input(0);
    boolean sparse = context.node().op().startsWith("Sparse");
    return sparse || sameClasses(w.graph().shape(given), w.graph().shape(context.input(1)))
        ? given
        : w.binary("AddV2", given, w.unary("ZerosLike", context.input(1)));
  }

  private static boolean sameClasses(Shape logits, Shape labels) {
    return !logits.isUnknown()
        && !labels.isUnknown()
        && logits.get(1) == labels.get(1)
        && logits.get(1) >= 0;
  }

  private static TensorRef column(RuleContext context) {
    NodeWriter w = context.writer();
    return w.reshape(context.gradient(), w.ints(-1, 1), Shape.of(Shape.UNKNOWN_SIZE, 1));
  }
}
