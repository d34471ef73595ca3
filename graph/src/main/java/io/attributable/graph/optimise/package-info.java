/**
 * Optimises plans: the same values, to rounding, by less work. Every optimisation can be left out,
 * and is proved by its results without it.
 */
@NullMarked
package io.attributable.graph.optimise;

import org.jspecify.annotations.NullMarked;
