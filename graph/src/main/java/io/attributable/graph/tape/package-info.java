/**
 * Differentiates a flat graph by adding nodes to it: {@link
 * io.attributable.graph.tape.GradientTape} with one {@link io.attributable.graph.tape.GradientRule}
 * per kind of op.
 */
@NullMarked
package io.attributable.graph.tape;

import org.jspecify.annotations.NullMarked;
