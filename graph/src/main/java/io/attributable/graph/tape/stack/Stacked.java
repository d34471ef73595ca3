package io.attributable.graph.tape.stack;

import io.attributable.graph.tensor.TensorRef;

/**
 * What stands for a tensor of a single pass.
 *
 * @param tensor all seeds' values along a dimension in front, or one value
 * @param each whether there is a value for each seed; if not, it is the same for all
 */
record Stacked(TensorRef tensor, boolean each) {}
