/**
 * Java arrays as tensors and back, of every type that TensorFlow has. Start at {@link
 * io.attributable.tensorflow.internal.tensor.InputTensors} and {@link
 * io.attributable.tensorflow.internal.tensor.ReadableTensors}.
 */
@NullMarked
package io.attributable.tensorflow.internal.tensor;

import org.jspecify.annotations.NullMarked;
