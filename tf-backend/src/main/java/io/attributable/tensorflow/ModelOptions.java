package io.attributable.tensorflow;

import java.util.List;
import java.util.Optional;
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
 * @param config the session's configuration: threads, memory, virtual devices
 * @param devices where the parts of a batch run at the same time, in place of {@code device}
 * @param batchBytes the most bytes that one run may hold at once before its batch is cut into
 *     parts; 0 for any number, {@link #AUTOMATIC} for as many as the Java heap may have
 * @param servedBy the signature of the model that answers requests, if plans shall not
 */
public record ModelOptions(
    String device,
    WeightSource weights,
    long frozenLimitBytes,
    int loopLimit,
    ConfigProto config,
    List<String> devices,
    long batchBytes,
    Optional<String> servedBy) {
  /** For {@link #batchBytes}: as many as the Java heap may have. */
  public static final long AUTOMATIC = -1;

  private static final long DEFAULT_FROZEN_LIMIT = 256L << 20;
  private static final int DEFAULT_LOOP_LIMIT = 1_000_000;

  /** Refuses limits below 0. */
  public ModelOptions {
    devices = List.copyOf(devices);
    if (batchBytes < AUTOMATIC) {
      throw new IllegalArgumentException("batchBytes " + batchBytes + " is negative");
    }
    if (loopLimit < 0) {
      throw new IllegalArgumentException("loopLimit " + loopLimit + " is negative");
    }
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
        ConfigProto.getDefaultInstance(),
        List.of(),
        AUTOMATIC,
        Optional.empty());
  }

  /** Runs all plans on a device; ops it has no kernel for stay where they can run. */
  public ModelOptions device(String name) {
    return new ModelOptions(
        name, weights, frozenLimitBytes, loopLimit, config, devices, batchBytes, servedBy);
  }

  /** Takes the weights from somewhere else. */
  public ModelOptions weights(WeightSource source) {
    return new ModelOptions(
        device, source, frozenLimitBytes, loopLimit, config, devices, batchBytes, servedBy);
  }

  /** Freezes models up to another size. */
  public ModelOptions frozenLimitBytes(long bytes) {
    return new ModelOptions(
        device, weights, bytes, loopLimit, config, devices, batchBytes, servedBy);
  }

  /**
   * Has loops fail that take more iterations, with LOOP_LIMIT.
   *
   * @param iterations 0 for any number
   */
  public ModelOptions loopLimit(int iterations) {
    return new ModelOptions(
        device, weights, frozenLimitBytes, iterations, config, devices, batchBytes, servedBy);
  }

  /** Configures the session. */
  public ModelOptions config(ConfigProto session) {
    return new ModelOptions(
        device, weights, frozenLimitBytes, loopLimit, session, devices, batchBytes, servedBy);
  }

  /**
   * Runs the parts of each batch at the same time on several devices, and joins the results. For
   * models whose examples do not influence one another; those in which they do are refused.
   *
   * @param names such as {@code /GPU:0} and {@code /GPU:1}
   */
  public ModelOptions devices(String... names) {
    return devices(List.of(names));
  }

  /** As {@link #devices(String...)}. */
  public ModelOptions devices(List<String> names) {
    return new ModelOptions(
        device, weights, frozenLimitBytes, loopLimit, config, names, batchBytes, servedBy);
  }

  /**
   * Cuts batches into parts that one run holds in so many bytes, for models whose examples do not
   * influence one another; those in which they do are refused. Inputs, weights and results, which
   * are there in any case, do not count; with several devices the bytes are for each.
   *
   * @param bytes 0 for any number, so that nothing is cut
   */
  public ModelOptions batchBytes(long bytes) {
    return new ModelOptions(
        device, weights, frozenLimitBytes, loopLimit, config, devices, bytes, servedBy);
  }

  /**
   * Has requests answered by a signature that {@link ExplainedModel} wrote into the model, instead
   * of making plans for them. Those that it cannot answer fail with NOT_SERVED.
   *
   * @param signature such as {@code explain}
   */
  public ModelOptions servedBy(String signature) {
    return new ModelOptions(
        device,
        weights,
        frozenLimitBytes,
        loopLimit,
        config,
        devices,
        batchBytes,
        Optional.of(signature));
  }

  BatchOptions batching() {
    return new BatchOptions(devices, batchBytes);
  }
}
