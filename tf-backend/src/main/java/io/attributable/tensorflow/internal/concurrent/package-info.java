/**
 * Threads that work beside the caller's. Start at {@link
 * io.attributable.tensorflow.internal.concurrent.ParallelTasks} and {@link
 * io.attributable.tensorflow.internal.concurrent.BackgroundTask}.
 */
@NullMarked
package io.attributable.tensorflow.internal.concurrent;

import org.jspecify.annotations.NullMarked;
