package io.attributable.graph.served;

import io.attributable.graph.tensor.TensorRef;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.TensorProto;

/**
 * The points at which a signature evaluates the model.
 *
 * @param output what is explained, as the model names it
 * @param alphas of each point: 0 is the baseline, 1 the input
 * @param weights of each point
 * @param drawn for each point the row of its baselines; empty where all points have the same
 * @param baselines by input that moves
 * @param given one row by explained tensor that has a baseline of its own
 * @param rowsAtOnce how many rows, those of one point coming together, are evaluated at once; at
 *     least one point is
 */
public record ServedPoints(
    TensorRef output,
    double[] alphas,
    double[] weights,
    Optional<long[]> drawn,
    Map<String, ServedBaseline> baselines,
    Map<TensorRef, TensorProto> given,
    int rowsAtOnce) {

  /** Copies the maps. */
  public ServedPoints {
    baselines = Map.copyOf(baselines);
    given = Map.copyOf(given);
  }
}
