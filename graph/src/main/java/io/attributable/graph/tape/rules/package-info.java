/**
 * The gradients that are written in Java, one package per kind of op. {@link
 * io.attributable.graph.tape.rules.JavaRules} has them all by op.
 */
@NullMarked
package io.attributable.graph.tape.rules;

import org.jspecify.annotations.NullMarked;
