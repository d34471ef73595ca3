/**
 * Unrolls loops with a constant number of iterations: lists are not needed, and all shapes are
 * static.
 */
@NullMarked
package io.attributable.graph.unroll;

import org.jspecify.annotations.NullMarked;
