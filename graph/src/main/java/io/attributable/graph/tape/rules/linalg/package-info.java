/**
 * Gradients of products, decompositions and other functions of batches of matrices. Start at {@link
 * io.attributable.graph.tape.rules.linalg.MatMulRules} and {@link
 * io.attributable.graph.tape.rules.linalg.Matrices}.
 */
@NullMarked
package io.attributable.graph.tape.rules.linalg;

import org.jspecify.annotations.NullMarked;
