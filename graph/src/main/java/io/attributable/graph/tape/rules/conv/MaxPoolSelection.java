package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.OpWriter;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * From each window of a gradient the value at the position of the image's maximum. TensorFlow's
 * kernel ({@code tensorflow/core/kernels/maxpooling_op.cc}, {@code MaxPoolingGradGradOp}) forwards
 * its input's buffer to its output and so overwrites what it still reads, if both have the same
 * shape; here the image is padded first, and thereby larger than the result.
 */
final class MaxPoolSelection {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final TensorRef image;
  private final TensorRef pooled;
  private final TensorRef dy;
  private final TensorRef sizes;
  private final TensorRef strides;

  /** Inputs: the image and what was pooled from it; the gradient is shaped like the image. */
  private MaxPoolSelection(RuleContext context, TensorRef sizes, TensorRef strides) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
    this.image = context.input(0);
    this.pooled = context.input(1);
    this.dy = context.gradient();
    this.sizes = sizes;
    this.strides = strides;
  }

  /** For windows that are attributes. */
  static TensorRef byAttributes(RuleContext context) {
    List<Long> sizes = OptionalAttributes.numbers(context.node(), "ksize");
    MaxPoolSelection choice =
        new MaxPoolSelection(context, ints(context, sizes), ints(context, attribute(context)));
    if (sizes.stream().allMatch(size -> size == 1)) {
      return choice.ofSingleElements();
    }
    OpWriter op = choice.op(sizes.size() == 5 ? "MaxPool3DGradGrad" : "MaxPoolGradGrad");
    return choice.choose(op.like(context.node(), "ksize", "strides"), List.of());
  }

  /** For windows whose sizes and strides are inputs 3 and 4. */
  static TensorRef byInputs(RuleContext context) {
    TensorRef sizes = context.input(3);
    TensorRef strides = context.input(4);
    MaxPoolSelection choice = new MaxPoolSelection(context, sizes, strides);
    TensorRef chosen = choice.choose(choice.op("MaxPoolGradGradV2"), List.of(sizes, strides));
    return choice.w.select(choice.areSingleElements(), choice.croppedToWindows(), chosen);
  }

  /**
   * Cut to as many elements as there are windows: used where windows may have more than one
   * element.
   */
  private TensorRef croppedToWindows() {
    TensorRef begin = w.unary("ZerosLike", strides);
    return arrays.slice(ofSingleElements(), begin, shape(pooled), w.graph().shape(pooled));
  }

  private static List<Long> attribute(RuleContext context) {
    return OptionalAttributes.numbers(context.node(), "strides");
  }

  private static TensorRef ints(RuleContext context, List<Long> values) {
    return context.writer().ints(values.stream().mapToInt(Math::toIntExact).toArray());
  }

  private OpWriter op(String op) {
    return context
        .writer()
        .op(op)
        .like(context.node(), "data_format")
        .with("padding", "VALID")
        .shapedLike(pooled);
  }

  private TensorRef choose(OpWriter op, List<TensorRef> window) {
    TensorRef paddings = paddings();
    TensorRef wide = padded(image, paddings, Double.NEGATIVE_INFINITY);
    List<TensorRef> inputs = new ArrayList<>(List.of(wide, pooled, padded(dy, paddings, 0)));
    inputs.addAll(window);
    return op.inputs(inputs).write();
  }

  private TensorRef padded(TensorRef x, TensorRef paddings, double value) {
    return context.writer().op("PadV2", x, paddings, w.scalarLike(x, value)).write();
  }

  /** How far windows reach beyond the image, half of it before, or the explicit paddings. */
  private TensorRef paddings() {
    List<Long> explicit = OptionalAttributes.numbers(context.node(), "explicit_paddings");
    if (!explicit.isEmpty()) {
      return w.reshape(ints(context, explicit), w.ints(-1, 2), Shape.of(-1, 2));
    }
    TensorRef zeros = w.unary("ZerosLike", sizes);
    if (OptionalAttributes.text(context.node(), "padding").equals("VALID")) {
      return arrays.columns(zeros, zeros);
    }
    TensorRef lasts = w.binary("Sub", shape(pooled), w.unary("OnesLike", sizes));
    TensorRef reach = w.binary("AddV2", w.mul(lasts, strides), sizes);
    TensorRef around = w.binary("Maximum", w.binary("Sub", reach, shape(image)), zeros);
    TensorRef before = w.binary("FloorDiv", around, w.scalar(2));
    return arrays.columns(before, w.binary("Sub", around, before));
  }

  private TensorRef shape(TensorRef x) {
    return w.shapeOf(x, DataType.DT_INT32);
  }

  /** Windows of one element: a strided slice. */
  private TensorRef ofSingleElements() {
    TensorRef zeros = w.unary("ZerosLike", strides);
    return context.writer().op("StridedSlice", dy, zeros, shape(dy), strides).write();
  }

  private TensorRef areSingleElements() {
    TensorRef elements = arrays.product(sizes);
    return context.writer().op("Equal", elements, w.scalar(1)).write();
  }
}
