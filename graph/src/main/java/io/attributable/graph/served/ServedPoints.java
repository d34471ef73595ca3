package io.attributable.graph.served;

import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param noise of the inputs, if there is any
 */
public record ServedPoints(
    TensorRef output,
    List<Double> alphas,
    List<Double> weights,
    Optional<List<Long>> drawn,
    Map<String, ServedBaseline> baselines,
    Map<TensorRef, TensorProto> given,
    int rowsAtOnce,
    Optional<ServedNoise> noise) {

  /** Copies the collections. */
  public ServedPoints {
    alphas = List.copyOf(alphas);
    weights = List.copyOf(weights);
    drawn = drawn.map(List::copyOf);
    baselines = Map.copyOf(baselines);
    given = Map.copyOf(given);
  }

  /** The baseline of an input that has one. */
  ServedBaseline baseline(String input) {
    return Objects.requireNonNull(baselines.get(input), input);
  }

  /** The row of a tensor that has one. */
  TensorProto given(TensorRef tensor) {
    return Objects.requireNonNull(given.get(tensor), "no row is given");
  }

  /** How many samples all points are evaluated for. */
  Optional<Integer> samples() {
    return noise.flatMap(ServedNoise::samples);
  }

  /** How many points there are. */
  long count() {
    return alphas.size();
  }
}
