/**
 * TensorFlow's native library itself: its versions, devices, op libraries, log, errors and traces.
 * Independent of models. Start at {@link io.attributable.tensorflow.internal.runtime.NativeLibrary}
 * and {@link io.attributable.tensorflow.internal.runtime.RunErrors}.
 */
@NullMarked
package io.attributable.tensorflow.internal.runtime;

import org.jspecify.annotations.NullMarked;
