package io.attributable.graph.method;

import io.attributable.Conductance.GradientAt;
import io.attributable.graph.points.PointArrays;
import io.attributable.graph.points.PointDemand;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Conductance: each point adds the gradient at the point before times the change of the activation,
 * since that point or, where gradients are taken in the middle of steps, since the one before it.
 * Weights say which points end a step. Runs hand on their last activations and gradients.
 *
 * @param gradientAt where in a step the gradient is taken
 */
record ConductancePlan(GradientAt gradientAt) implements MethodPlan {
  static final Quantity CONDUCTANCE = new Quantity("conductance");

  @Override
  public boolean differentiates() {
    return true;
  }

  @Override
  public Optional<PointDemand> points() {
    return Optional.of(PointDemand.ofInputs("conductance", false));
  }

  @Override
  public boolean isComplete() {
    return true;
  }

  /** How many points lie between the ends of a step. */
  private int lag() {
    return gradientAt == GradientAt.LEFT ? 1 : 2;
  }

  @Override
  public Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    PointValues at = values.atPoints();
    PointArrays points = new PointArrays(writer);
    int front = values.stacked();
    TensorRef activations = points.split(PointArrays.wide(writer, values.activation()), at.count());
    TensorRef gradients =
        points.split(PointArrays.wide(writer, values.differentiated()), at.count(), front);
    TensorRef steps = continued(writer, at, activations, 0, lag());
    TensorRef slopes = continued(writer, at, gradients, front, 1);
    TensorRef change = writer.binary("Sub", activations, range(writer, steps, 0, 0, -lag()));
    TensorRef products = writer.mul(range(writer, slopes, front, 0, -1), change);
    TensorRef ends = writer.cast(at.weights(), writer.graph().type(products));
    TensorRef parts =
        writer
            .op("MulNoNan", products, points.column(ends, activations))
            .shapedLike(products)
            .write();
    return Map.of(CONDUCTANCE, writer.sum(parts, writer.ints(front), false));
  }

  /** Points with the last ones of the run before in front; hands on the last ones of this run. */
  private static TensorRef continued(
      NodeWriter writer, PointValues at, TensorRef x, int axis, int kept) {
    ArrayWriter arrays = new ArrayWriter(writer);
    DataType type = writer.graph().type(x);
    TensorRef shape = writer.shapeOf(x, DataType.DT_INT64);
    TensorRef front =
        arrays.concat(
            0, arrays.part(shape, 0, axis), writer.longs(kept), arrays.part(shape, axis + 1, -1));
    TensorRef before = writer.placeholder("last", type, Shape.unknown());
    Shape open = open(writer.graph().shape(x), axis);
    TensorRef all = arrays.concat(axis, arrays.broadcast(before, front, open), x);
    at.state().carry(before, range(writer, all, axis, -kept, 0));
    return all;
  }

  /** {@code x[…, from:to]} along an axis; 0 is the beginning, or the end, of the axis. */
  private static TensorRef range(NodeWriter writer, TensorRef x, int axis, int from, int to) {
    int[] begin = new int[axis + 1];
    int[] end = new int[axis + 1];
    int[] steps = new int[axis + 1];
    java.util.Arrays.fill(steps, 1);
    begin[axis] = from;
    end[axis] = to;
    long front = (1L << axis) - 1;
    long last = 1L << axis;
    return writer
        .op("StridedSlice", x, writer.ints(begin), writer.ints(end), writer.ints(steps))
        .with("begin_mask", from == 0 ? front | last : front)
        .with("end_mask", to == 0 ? front | last : front)
        .shape(open(writer.graph().shape(x), axis))
        .write();
  }

  private static Shape open(Shape shape, int axis) {
    if (shape.isUnknown()) {
      return shape;
    }
    long[] sizes = shape.asArray();
    sizes[axis] = Shape.UNKNOWN_SIZE;
    return Shape.of(sizes);
  }
}
