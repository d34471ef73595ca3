/**
 * Threads and native memory, which must not be freed while a thread uses it. Start at {@link
 * io.attributable.tensorflow.internal.concurrent.NativeLifetime} and {@link
 * io.attributable.tensorflow.internal.concurrent.BackgroundTask}.
 */
@NullMarked
package io.attributable.tensorflow.internal.concurrent;

import org.jspecify.annotations.NullMarked;
