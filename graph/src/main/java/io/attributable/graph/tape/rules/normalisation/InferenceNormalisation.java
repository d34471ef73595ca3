package io.attributable.graph.tape.rules.normalisation;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * Batch normalisation by statistics that are given: (x - mean) * scale / sqrt(variance + epsilon) +
 * offset, in the precision of the statistics.
 */
final class InferenceNormalisation {
  private final RuleContext context;
  private final NodeWriter w;
  private final ChannelAxis channels;
  private final TensorRef dy;
  private final TensorRef inverse;

  InferenceNormalisation(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.channels = new ChannelAxis(context);
    TensorRef given = context.gradient(0);
    TensorRef incoming = given != null ? given : w.unary("ZerosLike", context.output(0));
    this.dy = w.cast(incoming, type());
    TensorRef variance = context.input(4);
    TensorRef epsilon = w.scalarLike(variance, context.attribute("epsilon").getF());
    this.inverse =
        context
            .writer()
            .op("Rsqrt", w.binary("AddV2", variance, epsilon))
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
      gradients.put(1, w.mul(channels.sum(fromMean()), inverse));
    }
    if (context.needs(2)) {
      gradients.put(2, channels.sum(dy));
    }
    if (context.needs(3)) {
      gradients.put(3, andOutput(1, w.neg(w.mul(channels.sum(dy), factor))));
    }
    if (context.needs(4)) {
      TensorRef slope = w.mul(factor, w.mul(w.unary("Square", inverse), half()));
      gradients.put(4, andOutput(2, w.neg(w.mul(channels.sum(fromMean()), slope))));
    }
    return gradients;
  }

  /** The statistics are returned as outputs, too. */
  private TensorRef andOutput(int output, TensorRef gradient) {
    TensorRef ofOutput = context.gradient(output);
    return ofOutput == null ? gradient : w.binary("AddV2", gradient, ofOutput);
  }

  private TensorRef half() {
    return w.scalarLike(inverse, 0.5);
  }

  private TensorRef ofImage(TensorRef factor) {
    TensorRef x = context.input(0);
    TensorRef wide = new ArrayWriter(context.writer()).mul(dy, channels.align(factor), x);
    return w.cast(wide, w.graph().type(x));
  }

  /** dy * (x - mean), element by element. */
  private TensorRef fromMean() {
    TensorRef x = w.cast(context.input(0), type());
    return w.mul(dy, w.binary("Sub", x, channels.align(context.input(3))));
  }
}
