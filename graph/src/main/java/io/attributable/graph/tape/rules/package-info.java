/**
 * The gradients that are written in Java, one package per kind of op. The line "Source:" of a class
 * cites its formulas; files and functions are those of TensorFlow 2.18. A comment marks rules that
 * differ from TensorFlow's. {@link io.attributable.graph.tape.rules.JavaRules} lists them all by
 * op.
 */
@NullMarked
package io.attributable.graph.tape.rules;

import org.jspecify.annotations.NullMarked;
