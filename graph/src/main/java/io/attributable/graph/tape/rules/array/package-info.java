/**
 * Gradients of ops that reshape, concatenate, slice, gather and scatter values without changing
 * them. Start at {@link io.attributable.graph.tape.rules.array.GatherRules} and {@link
 * io.attributable.graph.tape.rules.array.SliceRules}.
 */
@NullMarked
package io.attributable.graph.tape.rules.array;

import org.jspecify.annotations.NullMarked;
