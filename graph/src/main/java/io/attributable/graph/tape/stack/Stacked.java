package io.attributable.graph.tape.stack;

import io.attributable.graph.tensor.TensorRef;

/**
 * The stacked form of a tensor of a single pass.
 *
 * @param tensor all seeds' values along a first dimension, or one value
 * @param each whether there is a value for each seed; if not, it is the same for all
 */
record Stacked(TensorRef tensor, boolean each) {}
