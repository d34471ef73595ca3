package io.attributable.tensorflow.observe;

import java.time.Duration;
import java.util.Objects;

/**
 * A plan that was made, or read. Immutable.
 *
 * @param model what messages call the model
 * @param signature that it is for
 * @param took to make it, without its first run
 * @param nodes of its graph
 * @param bytes of memory that it is estimated to keep
 * @param cached whether it was read from {@link
 *     io.attributable.tensorflow.options.ModelOptions#planCache(java.nio.file.Path)}
 */
public record PlanInfo(
    String model, String signature, Duration took, int nodes, long bytes, boolean cached) {
  /** Refuses nulls. */
  public PlanInfo {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(signature, "signature");
    Objects.requireNonNull(took, "took");
  }
}
