package io.attributable.tensorflow.internal.runtime;

/**
 * Where and how a request, or a part of one, runs.
 *
 * @param device its whole name; empty leaves it to TensorFlow
 * @param meter runs it
 */
public record Execution(String device, RunMeter meter) {}
