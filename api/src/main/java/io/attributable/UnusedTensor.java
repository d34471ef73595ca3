package io.attributable;

import org.tensorflow.ndarray.Shape;

/**
 * A tensor of an explained layer that no gradient of the output gets to: the state or the cache
 * that a layer hands on beside what the output is made of.
 *
 * @param name the tensor's name in the graph, such as {@code model/h_0/stack:0}
 * @param elementType the tensor's type in the model
 * @param shape as far as the model tells it; a length of -1 is unknown
 * @param reason why, such as {@code does not reach output "head"}
 */
public record UnusedTensor(String name, ElementType elementType, Shape shape, String reason) {}
