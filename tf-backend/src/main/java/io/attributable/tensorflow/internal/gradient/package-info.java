/**
 * Gradients from TensorFlow's C++ registry, for ops without a rule here. Start at {@link
 * io.attributable.tensorflow.internal.gradient.NativeGradientRule}, which uses {@link
 * io.attributable.tensorflow.internal.gradient.ScratchGraph}.
 */
@NullMarked
package io.attributable.tensorflow.internal.gradient;

import org.jspecify.annotations.NullMarked;
