package io.attributable.graph.method;

import io.attributable.graph.points.PointArrays;
import io.attributable.graph.points.PointDemand;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Gradients at points, summed with weights: integrated gradients, internal influence, expected
 * gradients. The sum of a run's points is a part of the whole: {@code Σ_k w_k ∂F/∂a(k)}, times the
 * difference of the tensor between baseline and input where it is wanted.
 *
 * @param quantity what comes of it
 * @param demand which points
 * @param multiplied whether gradients are multiplied by the difference
 * @param complete whether the result's elements sum to the difference of the outputs
 */
record PathPlan(Quantity quantity, PointDemand demand, boolean multiplied, boolean complete)
    implements MethodPlan {

  @Override
  public boolean differentiates() {
    return true;
  }

  @Override
  public Optional<PointDemand> points() {
    return Optional.of(demand);
  }

  @Override
  public MethodPlan given(Set<TensorRef> tensors) {
    return new PathPlan(quantity, demand.given(tensors), multiplied, complete);
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  /** The difference may be another at each point, so that it cannot be left until last. */
  @Override
  public Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    PointValues at = values.atPoints();
    PointArrays arrays = new PointArrays(writer);
    TensorRef gradients =
        arrays.split(
            PointArrays.wide(writer, values.differentiated()), at.count(), values.stacked());
    boolean same = demand.moving() == PointDemand.Moving.EXPLAINED;
    TensorRef parts =
        multiplied && !same
            ? writer.mul(gradients, PointArrays.wide(writer, at.wantedDifference()))
            : gradients;
    TensorRef weights = writer.cast(at.weights(), writer.graph().type(parts));
    TensorRef sum = arrays.weightedSum(parts, weights, values.stacked());
    return Map.of(
        quantity, multiplied && same ? writer.mul(sum, first(writer, at.wantedDifference())) : sum);
  }

  /** Of a path there is one difference for all points. */
  private static TensorRef first(NodeWriter writer, TensorRef difference) {
    Shape known = writer.graph().shape(difference);
    return PointArrays.wide(
        writer,
        new ArrayWriter(writer)
            .element(difference, writer.scalar(0), known.isUnknown() ? known : known.tail()));
  }
}
