package io.attributable.tensorflow;

import io.attributable.graph.optimise.Optimisation;
import java.util.Set;
import org.tensorflow.proto.ConfigProto;

/**
 * How a model is loaded and run. Immutable; each method gives a changed copy.
 *
 * @param device where plans run, such as {@code /CPU:0} or {@code /GPU:0}; empty leaves it to
 *     TensorFlow
 * @param weights where plans take the weights from
 * @param frozenLimitBytes the size up to which {@link WeightSource#AUTO} freezes, in bytes
 * @param loopLimit the most iterations that a loop of the model may take, each time it runs; 0 for
 *     any number
 * @param optimisations how plans are made faster; all unless there is doubt in one
 * @param config the session's configuration: threads, memory, virtual devices
 */
public record ModelOptions(
    String device,
    WeightSource weights,
    long frozenLimitBytes,
    int loopLimit,
    Set<Optimisation> optimisations,
    ConfigProto config) {
  private static final long DEFAULT_FROZEN_LIMIT = 256L << 20;
  private static final int DEFAULT_LOOP_LIMIT = 1_000_000;

  /** Refuses a limit below 0. */
  public ModelOptions {
    if (loopLimit < 0) {
      throw new IllegalArgumentException("loopLimit " + loopLimit + " is negative");
    }
    optimisations = Set.copyOf(optimisations);
  }

  /**
   * TensorFlow chooses the device, weights are frozen up to 256 MiB, loops end within a million
   * iterations.
   */
  public static ModelOptions defaults() {
    return new ModelOptions(
        "",
        WeightSource.AUTO,
        DEFAULT_FROZEN_LIMIT,
        DEFAULT_LOOP_LIMIT,
        Set.of(Optimisation.values()),
        ConfigProto.getDefaultInstance());
  }

  /** Runs all plans on a device; ops it has no kernel for stay where they can run. */
  public ModelOptions device(String name) {
    return new ModelOptions(name, weights, frozenLimitBytes, loopLimit, optimisations, config);
  }

  /** Takes the weights from somewhere else. */
  public ModelOptions weights(WeightSource source) {
    return new ModelOptions(device, source, frozenLimitBytes, loopLimit, optimisations, config);
  }

  /** Freezes models up to another size. */
  public ModelOptions frozenLimitBytes(long bytes) {
    return new ModelOptions(device, weights, bytes, loopLimit, optimisations, config);
  }

  /**
   * Has loops fail that take more iterations, with LOOP_LIMIT.
   *
   * @param iterations 0 for any number
   */
  public ModelOptions loopLimit(int iterations) {
    return new ModelOptions(device, weights, frozenLimitBytes, iterations, optimisations, config);
  }

  /** Makes plans faster in these ways only; to find out whether one of them is to blame. */
  public ModelOptions optimisations(Set<Optimisation> wanted) {
    return new ModelOptions(device, weights, frozenLimitBytes, loopLimit, wanted, config);
  }

  /** Configures the session. */
  public ModelOptions config(ConfigProto session) {
    return new ModelOptions(device, weights, frozenLimitBytes, loopLimit, optimisations, session);
  }
}
