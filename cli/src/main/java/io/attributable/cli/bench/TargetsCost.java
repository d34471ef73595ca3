package io.attributable.cli.bench;

import io.attributable.tensorflow.cost.Timings;

/**
 * What several targets cost in one call.
 *
 * @param count how many
 * @param call the whole call
 */
public record TargetsCost(int count, Timings call) {
  /** What each of them took. */
  public double millisPerTarget() {
    return call.median() / count;
  }
}
