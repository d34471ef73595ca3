package io.attributable.graph.method;

import io.attributable.Interpolation;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Writes the nodes that bring maps to other sizes, axis by axis: of any element type and for any
 * number of axes, which TensorFlow's own resizing is not.
 *
 * <p>Source: {@code torch.nn.functional.interpolate} with {@code align_corners=False}: {@code
 * aten/src/ATen/native/UpSample.h}, {@code nearest_neighbor_compute_source_index} and {@code
 * area_pixel_compute_source_index}. {@code tf.image.resize} gives the same for bilinear.
 */
final class Interpolator {
  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final Interpolation interpolation;

  Interpolator(NodeWriter writer, Interpolation interpolation) {
    this.writer = writer;
    this.arrays = new ArrayWriter(writer);
    this.interpolation = interpolation;
  }

  NodeWriter writer() {
    return writer;
  }

  /**
   * Brings one axis of a map to the size of a dimension of a tensor.
   *
   * @param rank of the map
   * @param known that size, if it is
   */
  TensorRef along(TensorRef map, int axis, int rank, TensorRef tensor, int dimension, long known) {
    TensorRef before = size(map, axis);
    TensorRef after = size(tensor, dimension);
    TensorRef places = arrays.range(after);
    if (interpolation == Interpolation.NEAREST) {
      TensorRef from = writer.binary("FloorDiv", writer.mul(places, before), after);
      return taken(map, from, axis, known);
    }
    return linear(map, axis, rank, known, middles(places, before, after), before);
  }

  /** The places of the middles of positions among those of the map, not before the first. */
  private TensorRef middles(TensorRef places, TensorRef before, TensorRef after) {
    TensorRef half = writer.cast(writer.vector(0.5), DataType.DT_DOUBLE);
    TensorRef at = writer.binary("AddV2", writer.cast(places, DataType.DT_DOUBLE), half);
    TensorRef ratio =
        writer.binary(
            "RealDiv",
            writer.cast(before, DataType.DT_DOUBLE),
            writer.cast(after, DataType.DT_DOUBLE));
    TensorRef middle = writer.binary("Sub", writer.mul(at, ratio), half);
    return writer.binary("Maximum", middle, writer.vector(0));
  }

  private TensorRef linear(
      TensorRef map, int axis, int rank, long known, TensorRef middles, TensorRef before) {
    TensorRef floor = writer.unary("Floor", middles);
    TensorRef last = writer.binary("Sub", before, writer.scalar(1L));
    TensorRef low = writer.binary("Minimum", writer.cast(floor, DataType.DT_INT64), last);
    TensorRef high = writer.binary("Minimum", writer.binary("AddV2", low, writer.scalar(1L)), last);
    TensorRef share = column(writer.binary("Sub", middles, floor), rank - axis, map);
    TensorRef rest = writer.binary("Sub", writer.scalarLike(map, 1), share);
    return writer.binary(
        "AddV2",
        writer.mul(taken(map, low, axis, known), rest),
        writer.mul(taken(map, high, axis, known), share));
  }

  /** A vector along the first of some dimensions. */
  private TensorRef column(TensorRef vector, int dimensions, TensorRef like) {
    int[] shape = new int[dimensions];
    Arrays.fill(shape, 1);
    shape[0] = -1;
    long[] known = Arrays.stream(shape).asLongStream().toArray();
    return writer.cast(
        writer.reshape(vector, writer.ints(shape), Shape.of(known)), writer.graph().type(like));
  }

  private TensorRef taken(TensorRef map, TensorRef from, int axis, long known) {
    Shape shape = writer.graph().shape(map);
    long[] sizes = shape.isUnknown() ? new long[0] : shape.asArray();
    if (sizes.length > axis) {
      sizes[axis] = known;
    }
    return writer
        .op("GatherV2", map, from, writer.scalar(axis))
        .shape(sizes.length > axis ? Shape.of(sizes) : Shape.unknown())
        .write();
  }

  private TensorRef size(TensorRef x, int axis) {
    TensorRef shape = writer.shapeOf(x, DataType.DT_INT64);
    return arrays.element(shape, writer.scalar(axis), Shape.scalar());
  }
}
