/**
 * A model in code as a model of one signature: its nodes, its layers, its weights. Start at {@link
 * io.attributable.tensorflow.internal.code.CodeSource} and {@link
 * io.attributable.tensorflow.internal.code.ForwardCallGraph}.
 */
@NullMarked
package io.attributable.tensorflow.internal.code;

import org.jspecify.annotations.NullMarked;
