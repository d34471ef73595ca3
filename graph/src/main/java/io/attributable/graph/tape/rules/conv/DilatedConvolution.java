package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The gradient of a convolution that is dilated or has groups, for which TensorFlow has no kernel
 * on a CPU ({@code tensorflow/core/kernels/conv_grad_input_ops.h}, {@code Conv2DBackpropInputOp}).
 * It is computed group by group; that of a dilated convolution is a dilated convolution by the
 * flipped filter, or one by the filter with zeros inserted.
 *
 * <p>Source: Dumoulin and Visin (2016), A guide to convolution arithmetic for deep learning,
 * arXiv:1603.07285, chapter 4 (transposed convolutions) and section 5.1 (dilated convolutions).
 */
final class DilatedConvolution {
  private final RuleContext context;
  private final NodeWriter w;
  private final ConvolutionShape shape;
  private final DilatedFilter filters;
  private final int groups;

  private DilatedConvolution(RuleContext context, ConvolutionShape shape) {
    this.context = context;
    this.w = context.writer();
    this.shape = shape;
    this.filters = new DilatedFilter(context, shape);
    this.groups = shape.groups();
  }

  /** Empty for plain convolutions, and where shapes are not known statically. */
  static Optional<DilatedConvolution> of(RuleContext context) {
    Shape image = context.writer().graph().shape(context.input(0));
    Shape filter = context.writer().graph().shape(context.input(1));
    ConvolutionShape shape = new ConvolutionShape(context.node(), image, filter);
    if (image.isUnknown() || filter.isUnknown() || filter.hasUnknownDimension()) {
      return Optional.empty();
    }
    boolean known = image.get(shape.channels()) > 0 && filter.get(2) > 0;
    return known && (shape.isDilated() || shape.groups() > 1)
        ? Optional.of(new DilatedConvolution(context, shape))
        : Optional.empty();
  }

  Map<Integer, TensorRef> gradients() {
    Map<Integer, TensorRef> gradients = new HashMap<>();
    List<TensorRef> results = split(context.gradient(), shape.channels());
    if (context.needs(0)) {
      List<TensorRef> weights = split(context.input(1), 3);
      gradients.put(
          0,
          join(
              IntStream.range(0, groups)
                  .mapToObj(i -> ofImage(weights.get(i), results.get(i)))
                  .toList(),
              shape.channels(),
              context.input(0)));
    }
    if (context.needs(1)) {
      List<TensorRef> images = split(context.input(0), shape.channels());
      gradients.put(
          1,
          join(
              IntStream.range(0, groups)
                  .mapToObj(i -> ofFilter(images.get(i), results.get(i)))
                  .toList(),
              3,
              context.input(1)));
    }
    return gradients;
  }

  private List<TensorRef> split(TensorRef x, int axis) {
    if (groups == 1) {
      return List.of(x);
    }
    FlatNode split =
        context.writer().op("Split", w.scalar(axis), x).with("num_split", groups).writeNode();
    return IntStream.range(0, groups).mapToObj(split::output).toList();
  }

  private TensorRef join(List<TensorRef> parts, int axis, TensorRef like) {
    if (groups == 1) {
      return parts.get(0);
    }
    List<TensorRef> inputs = new ArrayList<>(parts);
    inputs.add(w.scalar(axis));
    return context.writer().op("ConcatV2", inputs).shapedLike(like).write();
  }

  private TensorRef ofImage(TensorRef filter, TensorRef result) {
    if (!shape.isDilated()) {
      return back("Conv2DBackpropInput", imageSizes(), filter, result);
    }
    return shape.isStrided() || !filters.reachesAround()
        ? back("Conv2DBackpropInput", imageSizes(), filters.spread(filter), result)
        : forward(result, filters.flipped(filter));
  }

  private TensorRef imageSizes() {
    TensorRef sizes = w.shapeOf(context.input(0), DataType.DT_INT32);
    if (groups == 1) {
      return sizes;
    }
    int[] divisors = {1, 1, 1, 1};
    divisors[shape.channels()] = groups;
    return w.binary("FloorDiv", sizes, w.ints(divisors));
  }

  private TensorRef ofFilter(TensorRef image, TensorRef result) {
    TensorRef sizes = w.ints(filters.spreadSizes());
    TensorRef spread = back("Conv2DBackpropFilter", image, sizes, result);
    return shape.isDilated() ? filters.gathered(spread) : spread;
  }

  private TensorRef back(String op, TensorRef first, TensorRef second, TensorRef third) {
    return context
        .writer()
        .op(op, first, second, third)
        .like(
            context.node(),
            "T",
            "strides",
            "padding",
            "explicit_paddings",
            "data_format",
            "use_cudnn_on_gpu")
        .write();
  }

  /** The gradient of a convolution with stride 1 is a convolution by the flipped filter. */
  private TensorRef forward(TensorRef result, TensorRef flipped) {
    return context
        .writer()
        .op("Conv2D", result, flipped)
        .like(context.node(), "strides", "data_format", "dilations", "use_cudnn_on_gpu")
        .with("padding", "EXPLICIT")
        .with("explicit_paddings", filters.paddingsBack())
        .write();
  }
}
