/**
 * Gradients of ops that work element by element, of tensors that are broadcast against each other,
 * too. Start at {@link io.attributable.graph.tape.rules.elementwise.UnaryRules} and {@link
 * io.attributable.graph.tape.rules.elementwise.ArithmeticRules}.
 */
@NullMarked
package io.attributable.graph.tape.rules.elementwise;

import org.jspecify.annotations.NullMarked;
