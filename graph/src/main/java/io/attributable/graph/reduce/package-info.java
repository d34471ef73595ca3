/**
 * Reductions of attributions, written into the graph behind them and held against shapes. Start at
 * {@link io.attributable.graph.reduce.ReductionWriter} and {@link
 * io.attributable.graph.reduce.ReducedShape}.
 */
@NullMarked
package io.attributable.graph.reduce;

import org.jspecify.annotations.NullMarked;
