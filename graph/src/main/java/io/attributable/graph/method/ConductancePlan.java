package io.attributable.graph.method;

import io.attributable.Conductance.GradientAt;
import io.attributable.graph.points.PointArrays;
import io.attributable.graph.points.PointDemand;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Conductance: of the points of a run, each pair of neighbours adds gradient times change of the
 * activation. Runs of one path have one point in common. With gradients in the middle of steps,
 * every second point is such a middle.
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

  @Override
  public Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    PointValues at = values.atPoints();
    PointArrays arrays = new PointArrays(writer);
    int front = values.stacked();
    TensorRef activations = arrays.split(PathPlan.wide(writer, values.activation()), at.count(), 0);
    TensorRef gradients =
        arrays.split(PathPlan.wide(writer, values.differentiated()), at.count(), front);
    int stride = gradientAt == GradientAt.LEFT ? 1 : 2;
    TensorRef change =
        writer.binary(
            "Sub",
            range(writer, activations, 0, stride, 0, stride),
            range(writer, activations, 0, 0, -stride, stride));
    TensorRef taken = range(writer, gradients, front, stride - 1, -1, stride);
    TensorRef products = writer.mul(taken, change);
    return Map.of(CONDUCTANCE, writer.sum(products, writer.ints(front), false));
  }

  /** {@code x[…, from:to:stride]} along an axis; 0 is the end of the axis. */
  private static TensorRef range(
      NodeWriter writer, TensorRef x, int axis, int from, int to, int stride) {
    int[] begin = new int[axis + 1];
    int[] end = new int[axis + 1];
    int[] steps = new int[axis + 1];
    java.util.Arrays.fill(steps, 1);
    begin[axis] = from;
    end[axis] = to;
    steps[axis] = stride;
    long front = (1L << axis) - 1;
    return writer
        .op("StridedSlice", x, writer.ints(begin), writer.ints(end), writer.ints(steps))
        .with("begin_mask", front)
        .with("end_mask", to == 0 ? front | (1L << axis) : front)
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
