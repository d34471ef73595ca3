package io.attributable.tensorflow.cost;

/**
 * What the nodes of one op take in one run.
 *
 * @param op such as {@code Conv2D}, after TensorFlow rewrote the graph
 * @param device where they ran, such as {@code /device:CPU:0}
 * @param runs how often such nodes ran; in loops, each does so many times
 * @param millis the sum over the nodes; they may have run at the same time. On a GPU, what it took
 *     to hand the work over
 */
public record OpCost(String op, String device, int runs, double millis) {}
