package io.attributable.tensorflow;

import org.tensorflow.proto.ConfigProto;

/**
 * How a model is loaded and run. Immutable; each method gives a changed copy.
 *
 * @param device where plans run, such as {@code /CPU:0} or {@code /GPU:0}; empty leaves it to
 *     TensorFlow
 * @param weights where plans take the weights from
 * @param frozenLimitBytes the size up to which {@link WeightSource#AUTO} freezes, in bytes
 * @param config the session's configuration: threads, memory, virtual devices
 */
public record ModelOptions(
    String device, WeightSource weights, long frozenLimitBytes, ConfigProto config) {
  private static final long DEFAULT_FROZEN_LIMIT = 256L << 20;

  /** TensorFlow chooses the device, weights are frozen up to 256 MiB. */
  public static ModelOptions defaults() {
    return new ModelOptions(
        "", WeightSource.AUTO, DEFAULT_FROZEN_LIMIT, ConfigProto.getDefaultInstance());
  }

  /** Runs all plans on a device; ops it has no kernel for stay where they can run. */
  public ModelOptions device(String name) {
    return new ModelOptions(name, weights, frozenLimitBytes, config);
  }

  /** Takes the weights from somewhere else. */
  public ModelOptions weights(WeightSource source) {
    return new ModelOptions(device, source, frozenLimitBytes, config);
  }

  /** Freezes models up to another size. */
  public ModelOptions frozenLimitBytes(long bytes) {
    return new ModelOptions(device, weights, bytes, config);
  }

  /** Configures the session. */
  public ModelOptions config(ConfigProto session) {
    return new ModelOptions(device, weights, frozenLimitBytes, session);
  }
}
