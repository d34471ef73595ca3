package io.attributable.tensorflow.cost;

/**
 * The time of one op's nodes in one run. Immutable, safe for any number of threads.
 *
 * @param op such as {@code Conv2D}, after TensorFlow rewrote the graph
 * @param device where they ran, such as {@code /device:CPU:0}
 * @param runs how often such nodes ran; in loops, each does so many times
 * @param millis the sum over the nodes; they may have run at the same time. On a GPU, the time of
 *     launching the work
 */
public record OpCost(String op, String device, int runs, double millis) {}
