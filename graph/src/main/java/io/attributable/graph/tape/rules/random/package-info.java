/**
 * Gradients of random numbers by the parameters of their distribution. Start at {@link
 * io.attributable.graph.tape.rules.random.RandomRules} and {@link
 * io.attributable.graph.tape.rules.random.TruncatedNormal}.
 */
@NullMarked
package io.attributable.graph.tape.rules.random;

import org.jspecify.annotations.NullMarked;
