package io.attributable.graph.points;

import io.attributable.graph.tensor.TensorRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where points are fed. With k points and N examples, the model is evaluated for k · N rows, those
 * of one point one after the other.
 *
 * @param alphas {@code [k]}, 64-bit: 0 is the baseline, 1 the input
 * @param weights {@code [k]}, 64-bit: what each point counts
 * @param scale a 64-bit scalar: what results of runs before count, where this run adds to them
 * @param rows {@code [k, N]} or broadcast to it, 64-bit integers: which row of the baselines
 *     belongs to which point and example; of baselines with fewer rows the last
 * @param baselines {@code [rows, …]} by input that moves, of its type
 * @param given the same by explained tensor whose baseline is fed
 * @param noise where noise is fed, if the inputs have any
 */
public record PointFeeds(
    TensorRef alphas,
    TensorRef weights,
    TensorRef scale,
    TensorRef rows,
    Map<String, TensorRef> baselines,
    Map<TensorRef, TensorRef> given,
    Optional<NoiseFeeds> noise) {

  /** Copies the maps. */
  public PointFeeds {
    given = Map.copyOf(given);
    baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
  }
}
