/**
 * Requests that a signature of the model itself answers. Start at {@link
 * io.attributable.tensorflow.internal.served.ServedExecutor} and {@link
 * io.attributable.tensorflow.internal.served.ServedMatch}.
 */
@NullMarked
package io.attributable.tensorflow.internal.served;

import org.jspecify.annotations.NullMarked;
