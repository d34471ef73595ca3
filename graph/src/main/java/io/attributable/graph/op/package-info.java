/**
 * What TensorFlow's ops are, as far as that does not follow from their definitions. Start at {@link
 * io.attributable.graph.op.OpTrait} and {@link io.attributable.graph.op.ImpureOps}.
 */
@NullMarked
package io.attributable.graph.op;

import org.jspecify.annotations.NullMarked;
