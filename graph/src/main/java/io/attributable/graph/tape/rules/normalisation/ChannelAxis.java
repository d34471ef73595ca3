package io.attributable.graph.tape.rules.normalisation;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;

/** The channels of images, or volumes, by the data format of the op. */
public final class ChannelAxis {
  private final RuleContext context;
  private final NodeWriter w;
  private final String format;

  ChannelAxis(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.format = OptionalAttributes.text(context.node(), "data_format");
  }

  /** A vector reshaped to broadcast along the channels. */
  TensorRef align(TensorRef vector) {
    return isFirst()
        ? w.reshape(vector, isDeep() ? w.ints(-1, 1, 1, 1) : w.ints(-1, 1, 1), Shape.unknown())
        : vector;
  }

  /** For each channel the sum over all other axes. */
  TensorRef sum(TensorRef x) {
    return w.sum(x, axes(), false);
  }

  /** For each channel the mean over all other axes. */
  TensorRef mean(TensorRef x) {
    return context.writer().op("Mean", x, axes()).write();
  }

  private TensorRef axes() {
    return isFirst()
        ? isDeep() ? w.ints(0, 2, 3, 4) : w.ints(0, 2, 3)
        : isDeep() ? w.ints(0, 1, 2, 3) : w.ints(0, 1, 2);
  }

  private boolean isFirst() {
    return format.startsWith("NC");
  }

  private boolean isDeep() {
    return format.length() == 5;
  }
}
