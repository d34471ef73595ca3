/**
 * The gradients that are written in Java, one package per kind of op. The line "Source:" of a class
 * names where its formulas come from; files and functions are those of TensorFlow 2.18. Where a
 * rule differs from TensorFlow's, it says so. {@link io.attributable.graph.tape.rules.JavaRules}
 * has them all by op.
 */
@NullMarked
package io.attributable.graph.tape.rules;

import org.jspecify.annotations.NullMarked;
