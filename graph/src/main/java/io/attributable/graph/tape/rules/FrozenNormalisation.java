package io.attributable.graph.tape.rules;

import io.attributable.graph.tape.NodeWriter;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Batch normalisation by statistics that are given: (x - mean) * scale / sqrt(variance + epsilon) +
 * offset, in the precision of the statistics.
 */
final class FrozenNormalisation {
  private final RuleContext context;
  private final NodeWriter w;
  private final TensorRef dy;
  private final TensorRef inverse;

  FrozenNormalisation(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.dy = w.cast(context.gradient(), type());
    TensorRef variance = context.input(4);
    TensorRef epsilon = w.scalarLike(variance, context.attribute("epsilon").getF());
    this.inverse =
        new OpWriter(context, "Rsqrt")
            .typeOf("T", variance)
            .inputs(w.binary("AddV2", variance, epsilon))
            .shapedLike(variance)
            .write();
  }

  private DataType type() {
    return w.graph().type(context.input(4));
  }

  /** Inputs: x, scale, offset, mean, variance. */
  Map<Integer, TensorRef> gradients() {
    Map<Integer, TensorRef> gradients = new HashMap<>();
    TensorRef factor = w.mul(context.input(1), inverse);
    gradients.put(0, ofImage(factor));
    if (context.needs(1)) {
      gradients.put(1, w.mul(overPixels(fromMean()), inverse));
    }
    if (context.needs(2)) {
      gradients.put(2, overPixels(dy));
    }
    if (context.needs(3)) {
      gradients.put(3, w.neg(w.mul(overPixels(dy), factor)));
    }
    if (context.needs(4)) {
      TensorRef slope = w.mul(factor, w.mul(w.unary("Square", inverse), half()));
      gradients.put(4, w.neg(w.mul(overPixels(fromMean()), slope)));
    }
    return gradients;
  }

  private TensorRef half() {
    return w.scalarLike(inverse, 0.5);
  }

  private TensorRef ofImage(TensorRef factor) {
    TensorRef x = context.input(0);
    TensorRef wide = new ArrayWriter(context).mul(dy, perChannel(factor), x);
    return w.cast(wide, w.graph().type(x));
  }

  /** dy * (x - mean), in all places. */
  private TensorRef fromMean() {
    TensorRef x = w.cast(context.input(0), type());
    return w.mul(dy, w.binary("Sub", x, perChannel(context.input(3))));
  }

  /** A vector so that it meets the channels. */
  private TensorRef perChannel(TensorRef vector) {
    return channelsFirst()
        ? w.reshape(vector, isDeep() ? w.ints(-1, 1, 1, 1) : w.ints(-1, 1, 1), Shape.unknown())
        : vector;
  }

  private TensorRef overPixels(TensorRef x) {
    TensorRef axes =
        channelsFirst()
            ? isDeep() ? w.ints(0, 2, 3, 4) : w.ints(0, 2, 3)
            : isDeep() ? w.ints(0, 1, 2, 3) : w.ints(0, 1, 2);
    return w.sum(x, axes, false);
  }

  private boolean channelsFirst() {
    return NodeAttributes.text(context.node(), "data_format").startsWith("NC");
  }

  private boolean isDeep() {
    return NodeAttributes.text(context.node(), "data_format").length() == 5;
  }
}
