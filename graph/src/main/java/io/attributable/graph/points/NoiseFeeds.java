package io.attributable.graph.points;

import io.attributable.graph.tensor.TensorRef;
import java.util.List;

/**
 * Where noise is fed.
 *
 * @param samples 64-bit integers, the number of the sample for each point, or one for all points
 * @param seed a 64-bit integer
 * @param stdevs {@code [inputs]}, 64-bit: standard deviations as they are
 * @param ranges {@code [inputs]}, 64-bit: standard deviations as parts of the range of each
 *     example's input, to be added to those
 * @param inputs the names of the inputs, in the order of both
 */
public record NoiseFeeds(
    TensorRef samples, TensorRef seed, TensorRef stdevs, TensorRef ranges, List<String> inputs) {

  /** Copies the list. */
  public NoiseFeeds {
    inputs = List.copyOf(inputs);
  }

  /** All that is fed. */
  public List<TensorRef> all() {
    return List.of(samples, seed, stdevs, ranges);
  }
}
