package io.attributable.graph.preflight;

import java.util.Optional;

/**
 * Where gradients end on the way from a layer to an output.
 *
 * @param op the kind of op, such as {@code ArgMax}
 * @param node the node in the author's scopes, such as {@code model/best/ArgMax}
 * @param layer the layer that the node lies in, if it lies in one
 */
public record NonDifferentiableOp(String op, String node, Optional<String> layer) {}
