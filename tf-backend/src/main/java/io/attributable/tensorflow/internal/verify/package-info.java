/**
 * Compares gradients with central differences: {@link
 * io.attributable.tensorflow.internal.verify.VerificationRun} runs the model, {@link
 * io.attributable.tensorflow.internal.verify.TensorGradientCheck} compares, independent of graphs
 * and TensorFlow.
 */
@NullMarked
package io.attributable.tensorflow.internal.verify;

import org.jspecify.annotations.NullMarked;
