package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.OpWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The convolution {@code Conv}, of two or three spatial dimensions and any number of batch
 * dimensions. TensorFlow has no gradient for it: it is that of {@code Conv2D} or {@code Conv3D} on
 * the flattened batch.
 */
public final class UnifiedConvolution {
  private final RuleContext context;
  private final NodeWriter w;
  private final TensorRef images;
  private final int batchDims;

  private UnifiedConvolution(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.images = context.input(0);
    this.batchDims = (int) OptionalAttributes.number(context.node(), "batch_dims");
  }

  public static Map<String, GradientRule> all() {
    return Map.of("Conv", context -> new UnifiedConvolution(context).gradients());
  }

  private Map<Integer, TensorRef> gradients() {
    FlatNode plain = plain();
    TensorRef dy = batchDims == 1 ? context.gradient() : flat(context.gradient());
    Map<Integer, TensorRef> gradients =
        new HashMap<>(context.tape().gradient(plain, Map.of(0, dy), context.needed()));
    gradients.computeIfPresent(0, (input, ofFlat) -> w.reshapeLike(ofFlat, images));
    return gradients;
  }

  private FlatNode plain() {
    OpWriter plain =
        context
            .writer()
            .op(isDeep() ? "Conv3D" : "Conv2D")
            .like(context.node(), "T", "strides", "padding")
            .with("data_format", format());
    if (!isDeep()) {
      plain.like(context.node(), "explicit_paddings");
    }
    List<Long> dilations = OptionalAttributes.numbers(context.node(), "dilations");
    if (!dilations.isEmpty()) {
      plain.with("dilations", dilations);
    }
    TensorRef flat = batchDims == 1 ? images : flat(images);
    return plain.inputs(flat, context.input(1)).writeNode();
  }

  /** Strides have an entry per spatial dimension, one for the batch and one for the channels. */
  private boolean isDeep() {
    return OptionalAttributes.numbers(context.node(), "strides").size() == 5;
  }

  private String format() {
    String dimensions = isDeep() ? "DHW" : "HW";
    return OptionalAttributes.text(context.node(), "data_format").equals("CHANNELS_FIRST")
        ? "NC" + dimensions
        : "N" + dimensions + "C";
  }

  /** With a single batch dimension. */
  private TensorRef flat(TensorRef x) {
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef inner = arrays.part(w.shapeOf(x, DataType.DT_INT32), batchDims, -1);
    return w.reshape(x, arrays.concat(0, w.ints(-1), inner), flat(w.graph().shape(x)));
  }

  private Shape flat(Shape shape) {
    return shape.isUnknown()
        ? Shape.unknown()
        : Shape.of(Shape.UNKNOWN_SIZE).append(shape.takeLast(shape.numDimensions() - batchDims));
  }
}
