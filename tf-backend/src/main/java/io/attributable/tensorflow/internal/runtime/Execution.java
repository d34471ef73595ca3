package io.attributable.tensorflow.internal.runtime;

/**
 * Where and how a request, or a part of one, runs.
 *
 * @param device its whole name; empty leaves it to TensorFlow
 * @param meter runs it
 * @param beside whether other parts run at the same time on the other cores
 */
public record Execution(String device, RunMeter meter, boolean beside) {
  /** One that has all cores. */
  public Execution(String device, RunMeter meter) {
    this(device, meter, false);
  }
}
