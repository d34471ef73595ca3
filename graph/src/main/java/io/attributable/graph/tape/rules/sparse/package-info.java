/**
 * Gradients of ops on sparse and ragged tensors. Start at {@link
 * io.attributable.graph.tape.rules.sparse.SparseMatMulRules} and {@link
 * io.attributable.graph.tape.rules.sparse.RowSelectionRules}.
 */
@NullMarked
package io.attributable.graph.tape.rules.sparse;

import org.jspecify.annotations.NullMarked;
