package io.attributable.graph.reduce;

import io.attributable.Reduction;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.DataType;

/**
 * Writes the nodes of a reduction behind a tensor whose dimension 0 is the example. The nodes fit
 * any shape that {@link ReducedShape} accepts, static or not: where a shape is not static, it has
 * to be held against it before the nodes are run.
 */
public final class ReductionWriter {
  /**
   * What a tensor was reduced to.
   *
   * @param values the values, of the tensor's dtype or, once they were resized, 32-bit floats
   * @param positions index tuples {@code [examples, neurons, axes]}, 64-bit, where neurons are
   *     chosen
   */
  public record Reduced(TensorRef values, Optional<TensorRef> positions) {}

  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final SignatureSchema signature;
  private final Reduction reduction;

  /**
   * Writes into a graph.
   *
   * @param signature whose inputs maps can be resized to; they are in the same graph
   */
  public ReductionWriter(NodeWriter writer, SignatureSchema signature, Reduction reduction) {
    this.writer = writer;
    this.arrays = new ArrayWriter(writer);
    this.signature = signature;
    this.reduction = reduction;
  }

  /**
   * Reduces a tensor.
   *
   * @param tensor a gradient, or a gradient × activation
   * @throws io.attributable.AttributionException REDUCTION_INVALID, INPUT_UNKNOWN
   */
  public Reduced write(TensorRef tensor) {
    TensorRef x = tensor;
    for (Reduction.Step step : reduction.steps()) {
      if (step instanceof Reduction.Top top) {
        return new TopKWriter(writer).write(x, top);
      }
      x = write(x, step);
    }
    return new Reduced(x, Optional.empty());
  }

  private TensorRef write(TensorRef x, Reduction.Step step) {
    if (step instanceof Reduction.Absolute) {
      return writer.unary("Abs", x);
    }
    if (step instanceof Reduction.Sum sum) {
      int[] axes = sum.axes().stream().mapToInt(Integer::intValue).toArray();
      return writer.sum(x, writer.ints(axes), false);
    }
    if (step instanceof Reduction.Resize resize) {
      return resized(x, writer.ints(resize.height(), resize.width()));
    }
    if (step instanceof Reduction.Scale scale) {
      return resized(x, scaled(x, scale));
    }
    return resized(x, inputSize((Reduction.ResizeToInput) step));
  }

  private TensorRef inputSize(Reduction.ResizeToInput step) {
    TensorSchema input = new ReductionInputs(signature, reduction).find(step);
    return size(input.tensor(), step.heightAxis());
  }

  private TensorRef size(TensorRef x, int axis) {
    TensorRef shape = writer.shapeOf(x, DataType.DT_INT32);
    return arrays.part(shape, axis, 2);
  }

  private TensorRef scaled(TensorRef x, Reduction.Scale scale) {
    TensorRef size = writer.cast(size(x, 1), DataType.DT_DOUBLE);
    TensorRef exact = writer.mul(size, writer.vector(scale.height(), scale.width()));
    TensorRef floor = writer.cast(writer.unary("Floor", exact), DataType.DT_INT32);
    return writer.binary("Maximum", floor, writer.ints(1, 1));
  }

  /**
   * TensorFlow resizes images, which have channels.
   *
   * <p>Source: {@code half_pixel_centers}: {@code tensorflow/core/util/image_resizer_state.h},
   * {@code HalfPixelScaler}; as {@code tf.image.resize} does.
   */
  private TensorRef resized(TensorRef map, TensorRef size) {
    TensorRef resized =
        writer
            .op("ResizeBilinear", arrays.expand(map, -1), size)
            .with("half_pixel_centers", true)
            .write();
    return writer.op("Squeeze", resized).with("squeeze_dims", List.of(3L)).write();
  }
}
