/**
 * Loops whose number of iterations is known, written as what they do one after the other: nothing
 * has to be put onto lists, and shapes are known all the way through.
 */
@NullMarked
package io.attributable.graph.unroll;

import org.jspecify.annotations.NullMarked;
