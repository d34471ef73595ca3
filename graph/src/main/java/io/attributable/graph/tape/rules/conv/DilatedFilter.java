package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * The filter of a dilated convolution, with zeros inserted or flipped.
 *
 * <p>Source: Dumoulin and Visin (2016), arXiv:1603.07285, section 4.4: a padding p becomes k - p -
 * 1.
 */
final class DilatedFilter {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final ConvolutionShape shape;
  private final int[] sizes;

  DilatedFilter(RuleContext context, ConvolutionShape shape) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
    this.shape = shape;
    this.sizes = new int[4];
    for (int i = 0; i < 3; i++) {
      sizes[i] = Math.toIntExact(shape.filter().get(i));
    }
    sizes[3] = Math.toIntExact(shape.filter().get(3) / shape.groups());
  }

  /** The sizes of one group's filter with zeros inserted. */
  int[] spreadSizes() {
    return new int[] {shape.reach(0), shape.reach(1), sizes[2], sizes[3]};
  }

  /** The filter with dilation - 1 zeros inserted between its elements. */
  TensorRef spread(TensorRef filter) {
    int rows = shape.dilation(0);
    int columns = shape.dilation(1);
    int depth = sizes[2] * sizes[3];
    TensorRef parted = w.reshape(filter, w.ints(sizes[0], 1, sizes[1], 1, depth), Shape.unknown());
    TensorRef paddings =
        w.reshape(
            w.ints(0, 0, 0, rows - 1, 0, 0, 0, columns - 1, 0, 0), w.ints(5, 2), Shape.of(5, 2));
    TensorRef padded = arrays.pad(parted, paddings, Shape.unknown());
    TensorRef wide =
        w.reshape(
            padded,
            w.ints(sizes[0] * rows, sizes[1] * columns, sizes[2], sizes[3]),
            Shape.unknown());
    int[] kept = spreadSizes();
    return arrays.slice(
        wide, w.ints(0, 0, 0, 0), w.ints(kept), Shape.of(kept[0], kept[1], kept[2], kept[3]));
  }

  /** The elements without the inserted zeros: the reverse of {@link #spread}. */
  TensorRef gathered(TensorRef spread) {
    return context
        .writer()
        .op(
            "StridedSlice",
            spread,
            w.ints(0, 0),
            w.ints(shape.reach(0), shape.reach(1)),
            w.ints(shape.dilation(0), shape.dilation(1)))
        .write();
  }

  /** The filter flipped in height and width, its input and output channels exchanged. */
  TensorRef flipped(TensorRef filter) {
    TensorRef reversed =
        context
            .writer()
            .op("ReverseV2", filter, w.ints(0, 1))
            .shape(Shape.of(sizes[0], sizes[1], sizes[2], sizes[3]))
            .write();
    return arrays.transpose(reversed, w.ints(0, 1, 3, 2));
  }

  /**
   * Whether no padding of the forward convolution exceeds the filter's size less 1: else the
   * gradient would have to be cropped, and is no convolution.
   */
  boolean reachesAround() {
    return paddingsBack().stream().allMatch(padding -> padding >= 0);
  }

  /** The paddings of the result with which its convolution has the image's size. */
  List<Long> paddingsBack() {
    List<Long> paddings = new ArrayList<>(Collections.nCopies(8, 0L));
    for (int i = 0; i < 2; i++) {
      long rest = shape.reach(i) - 1L;
      paddings.set(2 * shape.axis(i), rest - shape.padding(i, false));
      paddings.set(2 * shape.axis(i) + 1, rest - shape.padding(i, true));
    }
    return paddings;
  }
}
