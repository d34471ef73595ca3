package io.attributable.tensorflow.internal.batch;

import io.attributable.tensorflow.options.ExecutionOptions;
import java.util.List;

/** How a model's batches may be cut. Immutable, safe for any number of threads. */
public final class BatchSplitting {
  private final ExecutionOptions options;
  private final List<String> devices;
  private final boolean mixed;

  /**
   * How batches are cut.
   *
   * @param devices whole names of those to run on, at least one; empty leaves it to TensorFlow
   * @param mixed whether 32-bit numbers may be computed in 16 bits
   */
  public BatchSplitting(ExecutionOptions options, List<String> devices, boolean mixed) {
    this.options = options;
    this.devices = List.copyOf(devices);
    this.mixed = mixed;
  }

  /** Whether 32-bit numbers may be computed in 16 bits, and are no more exact than these. */
  public boolean isMixed() {
    return mixed;
  }

  public ExecutionOptions options() {
    return options;
  }

  public List<String> devices() {
    return devices;
  }

  /** Where requests run that are not spread. */
  public String firstDevice() {
    return devices.get(0);
  }
}
