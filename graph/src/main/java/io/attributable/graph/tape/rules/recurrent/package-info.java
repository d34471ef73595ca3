/**
 * Gradients of recurrent layers, and single steps of them, that are one op. Start at {@link
 * io.attributable.graph.tape.rules.recurrent.RecurrentRules} and {@link
 * io.attributable.graph.tape.rules.recurrent.LstmCell}.
 */
@NullMarked
package io.attributable.graph.tape.rules.recurrent;

import org.jspecify.annotations.NullMarked;
