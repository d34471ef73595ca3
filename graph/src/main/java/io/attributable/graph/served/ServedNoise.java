package io.attributable.graph.served;

import java.util.List;
import java.util.Optional;

/**
 * The noise of a signature that evaluates the model at points.
 *
 * @param seed what it is drawn from
 * @param stdevs by input that noise is added to, in the plan's order
 * @param ranges the same as parts of the range of each example's input
 * @param samples how many samples all points are evaluated for, one after the other; empty where
 *     each point has a sample of its own
 */
public record ServedNoise(
    long seed, List<Double> stdevs, List<Double> ranges, Optional<Integer> samples) {

  /** Copies the lists. */
  public ServedNoise {
    stdevs = List.copyOf(stdevs);
    ranges = List.copyOf(ranges);
  }
}
