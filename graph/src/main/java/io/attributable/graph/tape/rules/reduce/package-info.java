/**
 * Gradients of reductions and scans over axes and segments. Start at {@link
 * io.attributable.graph.tape.rules.reduce.ReductionRules} and {@link
 * io.attributable.graph.tape.rules.reduce.ReductionAxes}.
 */
@NullMarked
package io.attributable.graph.tape.rules.reduce;

import org.jspecify.annotations.NullMarked;
