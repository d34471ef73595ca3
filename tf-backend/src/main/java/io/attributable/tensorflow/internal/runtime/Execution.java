package io.attributable.tensorflow.internal.runtime;

/**
 * Where and how a request, or a part of one, runs.
 *
 * @param device its whole name; empty leaves it to TensorFlow
 * @param meter runs it
 * @param shares how many parts of the request run at the same time on the device, each on one core;
 *     1 if this has all cores
 */
public record Execution(String device, RunMeter meter, int shares) {
  /** One that has all cores. */
  public Execution(String device, RunMeter meter) {
    this(device, meter, 1);
  }

  /** Whether other parts run at the same time on the other cores. */
  public boolean beside() {
    return shares > 1;
  }
}
