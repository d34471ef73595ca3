package io.attributable.graph.tape.rules.image;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.rules.linalg.Matrices;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Projective transforms as 3 x 3 matrices, which map (x, y, 1) to (u, v, divisor). They are given
 * by eight values; the ninth is 1.
 */
final class ProjectiveTransforms {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final TensorRef grid;
  private final TensorRef projected;
  private final TensorRef height;
  private final TensorRef width;

  /** The transforms for a result of a size. */
  ProjectiveTransforms(RuleContext context, TensorRef size) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
    this.height = w.reshape(arrays.part(size, 0, 1), w.ints(), Shape.scalar());
    this.width = w.reshape(arrays.part(size, 1, 1), w.ints(), Shape.scalar());
    this.grid = w.reshape(grid(context, height, width), w.ints(1, -1, 3), Shape.of(1, -1, 3));
    this.projected = new Matrices(context).product(grid, matrices(), false, true);
  }

  /** The rows (x, y, 1) of all pixels of an image. */
  static TensorRef grid(RuleContext context, TensorRef height, TensorRef width) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef coordinates = arrays.range(w.mul(height, width));
    TensorRef x = w.binary("FloorMod", coordinates, width);
    TensorRef y = w.binary("FloorDiv", coordinates, width);
    return w.cast(arrays.columns(x, y, w.unary("OnesLike", x)), DataType.DT_FLOAT);
  }

  private TensorRef matrices() {
    TensorRef given = context.input(1);
    TensorRef count = arrays.part(w.shapeOf(given, DataType.DT_INT32), 0, 1);
    TensorRef ones =
        context
            .writer()
            .op("Fill", arrays.concat(0, count, w.ints(1)), w.scalarLike(given, 1))
            .write();
    return w.reshape(arrays.concat(1, given, ones), w.ints(-1, 3, 3), Shape.of(-1, 3, 3));
  }

  /**
   * The coordinates x and y in the image, and 1, or 0 where the divisor is 0; for each transform.
   */
  TensorRef coordinates() {
    TensorRef divisor = divisor();
    TensorRef x = w.binary("DivNoNan", column(0), divisor);
    TensorRef y = w.binary("DivNoNan", column(1), divisor);
    TensorRef isFinite = w.unary("Abs", w.unary("Sign", divisor));
    return w.reshape(
        arrays.concat(2, x, y, isFinite),
        arrays.vector(w.scalar(-1), height, width, w.scalar(3)),
        Shape.of(-1, -1, -1, 3));
  }

  private TensorRef column(int index) {
    return arrays.slice(projected, w.ints(0, 0, index), w.ints(-1, -1, 1), Shape.unknown());
  }

  private TensorRef divisor() {
    return column(2);
  }

  /**
   * The gradient of the transforms from those of the coordinates, summed over images that share a
   * transform.
   */
  TensorRef back(TensorRef x, TensorRef y, TensorRef ofX, TensorRef ofY) {
    TensorRef ofBoth = w.binary("AddV2", w.mul(flat(ofX), flat(x)), w.mul(flat(ofY), flat(y)));
    TensorRef ofProjected = arrays.concat(2, over(flat(ofX)), over(flat(ofY)), over(w.neg(ofBoth)));
    TensorRef ofMatrices = new Matrices(context).product(ofProjected, grid, true, false);
    TensorRef rows = w.reshape(ofMatrices, w.ints(-1, 9), Shape.of(-1, 9));
    TensorRef eight = arrays.slice(rows, w.ints(0, 0), w.ints(-1, 8), Shape.of(-1, 8));
    return single(eight);
  }

  private TensorRef flat(TensorRef perPixel) {
    TensorRef count = w.mul(height, width);
    return w.reshape(
        perPixel, arrays.vector(w.scalar(-1), count, w.scalar(1)), Shape.of(-1, -1, 1));
  }

  private TensorRef over(TensorRef x) {
    return w.binary("DivNoNan", x, divisor());
  }

  /** One transform may be broadcast to all images. */
  private TensorRef single(TensorRef perImage) {
    TensorRef given = context.input(1);
    TensorRef own = w.shapeOf(given, DataType.DT_INT32);
    TensorRef axes = arrays.broadcastAxes(own, w.shapeOf(perImage, DataType.DT_INT32)).output(0);
    return w.reshape(w.sum(perImage, axes, false), own, w.graph().shape(given));
  }
}
