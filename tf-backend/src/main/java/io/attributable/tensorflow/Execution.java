package io.attributable.tensorflow;

/**
 * Where and how a request, or a part of one, runs.
 *
 * @param device its whole name; empty leaves it to TensorFlow
 * @param meter runs it
 */
record Execution(String device, RunMeter meter) {}
