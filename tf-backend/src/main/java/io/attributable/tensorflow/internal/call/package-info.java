/**
 * Calls to models: how many run, until when they may, and how they are stopped. Start at {@link
 * io.attributable.tensorflow.internal.call.ModelCalls} and {@link
 * io.attributable.tensorflow.internal.call.Call}.
 */
@NullMarked
package io.attributable.tensorflow.internal.call;

import org.jspecify.annotations.NullMarked;
