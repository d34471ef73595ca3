/**
 * Gradients of losses that are one op. Start at {@link
 * io.attributable.graph.tape.rules.loss.CrossEntropyRules} and {@link
 * io.attributable.graph.tape.rules.loss.CtcRule}.
 */
@NullMarked
package io.attributable.graph.tape.rules.loss;

import org.jspecify.annotations.NullMarked;
