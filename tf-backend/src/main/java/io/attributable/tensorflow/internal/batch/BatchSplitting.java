package io.attributable.tensorflow.internal.batch;

import io.attributable.tensorflow.options.ExecutionOptions;
import java.util.List;

/** How a model's batches may be cut. Immutable, safe for any number of threads. */
public final class BatchSplitting {
  private final ExecutionOptions options;
  private final List<String> devices;

  /**
   * How batches are cut.
   *
   * @param devices whole names of those to run on, at least one; empty leaves it to TensorFlow
   */
  public BatchSplitting(ExecutionOptions options, List<String> devices) {
    this.options = options;
    this.devices = List.copyOf(devices);
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
