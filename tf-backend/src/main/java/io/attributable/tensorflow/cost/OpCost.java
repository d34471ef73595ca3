package io.attributable.tensorflow.cost;

/**
 * What the nodes of one op take in one run.
 *
 * @param op such as {@code Conv2D}, after TensorFlow rewrote the graph
 * @param runs how often such nodes ran; in loops, each does so many times
 * @param millis the sum over the nodes; they may have run at the same time
 */
public record OpCost(String op, int runs, double millis) {}
