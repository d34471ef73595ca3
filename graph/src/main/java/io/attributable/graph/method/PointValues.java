package io.attributable.graph.method;

import io.attributable.graph.points.RunState;
import io.attributable.graph.tensor.TensorRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a method that evaluates the model at points composes its results of, beside activations and
 * gradients: those have a row per point and example, those of one point one after the other.
 *
 * @param count how many points, a 64-bit scalar
 * @param weights {@code [points]}, 64-bit
 * @param difference of the tensor between baselines and inputs, {@code [points or 1, examples, …]};
 *     null where it was not wanted
 * @param baseline the tensor in the pass at the baselines, a row per point and example; null where
 *     there is no such pass
 * @param state what runs hand on to the next one
 */
public record PointValues(
    TensorRef count,
    TensorRef weights,
    @Nullable TensorRef difference,
    @Nullable TensorRef baseline,
    RunState state) {

  /** The difference, for methods that want it. */
  public TensorRef wantedDifference() {
    return Objects.requireNonNull(difference, "the method wants no difference");
  }

  /** The tensor at the baselines, for methods that want a pass there. */
  public TensorRef wantedBaseline() {
    return Objects.requireNonNull(baseline, "the method wants no pass at the baselines");
  }
}
