/**
 * Gradients of ops that arrange, join, cut, look up and put values, without changing them. Start at
 * {@link io.attributable.graph.tape.rules.array.GatherRules} and {@link
 * io.attributable.graph.tape.rules.array.SliceRules}.
 */
@NullMarked
package io.attributable.graph.tape.rules.array;

import org.jspecify.annotations.NullMarked;
