/**
 * Holds gradients against differences: {@link io.attributable.tensorflow.verify.Verification} is
 * what comes of it, {@link io.attributable.tensorflow.internal.verify.TensorGradientCheck} finds it out. Knows
 * numbers only, neither graphs nor TensorFlow.
 */
@NullMarked
package io.attributable.tensorflow.verify;

import org.jspecify.annotations.NullMarked;
