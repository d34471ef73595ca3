package io.attributable.graph.tape.rules.image;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The coordinates in the source image of each pixel of a projection. For bilinear interpolation
 * with a constant fill value they are computed; else they are found by projecting images that hold
 * at each pixel its coordinates, so that the op itself rounds, reflects and wraps.
 *
 * <p>Source: {@code tensorflow/core/kernels/image/image_ops.h}, {@code ProjectiveGenerator}.
 */
final class ProjectedCoordinates {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final TensorRef sizes;
  private final TensorRef result;
  private final boolean computed;
  private final TensorRef x;
  private final TensorRef y;
  private final TensorRef isFinite;
  private final ProjectiveTransforms projector;

  /**
   * One of the four pixels around a point.
   *
   * @param pixel its index among those of all images; arbitrary where there is none
   * @param within 1, or 0 where there is no pixel
   * @param weight its weight in the result
   * @param slopeAlongX the derivative of the weight with respect to x
   * @param slopeAlongY with respect to y
   */
  record Corner(
      TensorRef pixel,
      TensorRef within,
      TensorRef weight,
      TensorRef slopeAlongX,
      TensorRef slopeAlongY) {}

  ProjectedCoordinates(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
    this.sizes = w.shapeOf(context.input(0), DataType.DT_INT32);
    this.result = w.shapeOf(context.gradient(), DataType.DT_INT32);
    this.projector = new ProjectiveTransforms(context, arrays.part(result, 1, 2));
    this.computed = isBilinear() && text("fill_mode").equals("CONSTANT");
    TensorRef found = computed ? projector.coordinates() : probed();
    this.x = component(found, 0);
    this.y = component(found, 1);
    this.isFinite = w.cast(component(found, 2), exact());
  }

  private String text(String attribute) {
    return OptionalAttributes.text(context.node(), attribute);
  }

  private boolean isBilinear() {
    return text("interpolation").equals("BILINEAR");
  }

  /** The type to compute weights in. */
  DataType exact() {
    return w.graph().type(context.input(0)) == DataType.DT_DOUBLE
        ? DataType.DT_DOUBLE
        : DataType.DT_FLOAT;
  }

  /** Whether the result is differentiable with respect to the projections. */
  boolean isDifferentiable() {
    if (isBilinear() && !computed) {
      throw new NoGradientException(context.node());
    }
    return isBilinear();
  }

  TensorRef back(TensorRef ofX, TensorRef ofY) {
    return projector.back(x, y, ofX, ofY);
  }

  private TensorRef probed() {
    TensorRef height = size(1);
    TensorRef width = size(2);
    TensorRef image = ProjectiveTransforms.grid(context, height, width);
    TensorRef images =
        arrays.broadcast(
            w.reshape(
                image, arrays.vector(w.scalar(1), height, width, w.scalar(3)), Shape.unknown()),
            arrays.concat(0, arrays.part(sizes, 0, 3), w.ints(3)),
            Shape.unknown());
    List<TensorRef> inputs = new ArrayList<>(context.node().inputs());
    inputs.set(0, images);
    inputs.set(2, arrays.part(result, 1, 2));
    if (inputs.size() == 4) {
      inputs.set(3, w.scalarLike(images, 0));
    }
    return context
        .writer()
        .op(context.node().op(), inputs)
        .with("dtype", DataType.DT_FLOAT)
        .like(context.node(), "interpolation", "fill_mode")
        .write();
  }

  private TensorRef size(int dimension) {
    return w.reshape(arrays.part(sizes, dimension, 1), w.ints(), Shape.scalar());
  }

  private TensorRef component(TensorRef found, int index) {
    return w.reshape(
        arrays.slice(found, w.ints(0, 0, 0, index), w.ints(-1, -1, -1, 1), Shape.unknown()),
        arrays.concat(0, w.ints(-1), arrays.part(result, 1, 2)),
        Shape.of(-1, -1, -1));
  }

  List<Corner> corners() {
    List<Corner> corners = new ArrayList<>();
    for (int below = 0; below < 2; below++) {
      for (int right = 0; right < 2; right++) {
        corners.add(corner(right, below));
      }
    }
    return corners;
  }

  private Corner corner(int right, int below) {
    TensorRef column = w.binary("AddV2", w.unary("Floor", x), constant(right));
    TensorRef row = w.binary("AddV2", w.unary("Floor", y), constant(below));
    TensorRef inColumn = clipped(column, size(2));
    TensorRef inRow = clipped(row, size(1));
    TensorRef within = w.mul(isFinite, w.mul(equal(column, inColumn), equal(row, inRow)));
    TensorRef ofX = share(x, column);
    TensorRef ofY = share(y, row);
    TensorRef signX = w.scalarLike(ofX, 2 * right - 1);
    TensorRef signY = w.scalarLike(ofX, 2 * below - 1);
    return new Corner(
        pixel(inRow, inColumn), within, w.mul(ofX, ofY), w.mul(ofY, signX), w.mul(ofX, signY));
  }

  /** 1 - distance: the linear interpolation kernel. */
  private TensorRef share(TensorRef position, TensorRef corner) {
    TensorRef distance = w.unary("Abs", w.binary("Sub", position, corner));
    return w.cast(w.binary("Sub", constant(1), distance), exact());
  }

  private TensorRef clipped(TensorRef position, TensorRef size) {
    TensorRef last = w.cast(w.binary("Sub", size, w.scalar(1)), DataType.DT_FLOAT);
    return w.binary("Minimum", w.binary("Maximum", position, constant(0)), last);
  }

  private TensorRef equal(TensorRef a, TensorRef b) {
    return arrays.equal(a, b, exact());
  }

  private TensorRef pixel(TensorRef row, TensorRef column) {
    TensorRef rows = w.mul(w.cast(row, DataType.DT_INT32), size(2));
    TensorRef position = w.binary("AddV2", rows, w.cast(column, DataType.DT_INT32));
    TensorRef begins = w.mul(arrays.range(size(0)), w.mul(size(1), size(2)));
    TensorRef aligned = w.reshape(begins, w.ints(-1, 1, 1), Shape.of(-1, 1, 1));
    return w.binary("AddV2", position, aligned);
  }

  private TensorRef constant(int value) {
    return w.scalarLike(x, value);
  }
}
